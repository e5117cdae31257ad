package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents to learn from, documents to choose the best epoch by, and documents to evaluate once, all over one
 * vocabulary. None of them is empty.
 *
 * @param vocabulary fixed
 * @param training documents to learn from, at least one
 * @param validation documents to choose the epoch by, empty to keep the last epoch
 * @param test documents to evaluate the model on, at least one
 */
public record Corpus(
        Vocabulary vocabulary,
        List<DocumentCounts> training,
        List<DocumentCounts> validation,
        List<DocumentCounts> test) {

    /**
     * Leaves out the documents without a known word.
     *
     * @throws IllegalArgumentException if no training or no test document is left
     */
    public Corpus {
        training = withoutEmpty(training);
        validation = withoutEmpty(validation);
        test = withoutEmpty(test);
        requireSome("training", training);
        requireSome("test", test);
    }

    private static void requireSome(String what, List<DocumentCounts> documents) {
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("expected " + what + " documents with a word of the vocabulary, found"
                    + " none; use the vocabulary of these documents");
        }
    }

    private static List<DocumentCounts> withoutEmpty(List<DocumentCounts> documents) {
        return documents.stream().filter(document -> !document.isEmpty()).toList();
    }

    /** In how many of the training documents each word occurs. */
    public DocumentFrequencies documentFrequencies() {
        Map<String, Long> frequencies = new HashMap<>();
        for (DocumentCounts document : training) {
            for (int row : document.rows()) {
                String term = vocabulary.term(row);
                if (term != null) {
                    frequencies.merge(term, 1L, Long::sum);
                }
            }
        }
        return new DocumentFrequencies(training.size(), frequencies);
    }

    /** Total number of tokens of the documents. */
    public static long tokenCount(List<DocumentCounts> documents) {
        return documents.stream().mapToLong(DocumentCounts::tokenCount).sum();
    }
}
