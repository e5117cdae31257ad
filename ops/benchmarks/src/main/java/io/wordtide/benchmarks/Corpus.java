package io.wordtide.benchmarks;

import io.wordtide.corpus.CorpusFiles;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TextLines;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Documents to learn from, shuffled, and held-out documents.
 *
 * @param words the vocabulary, row by row
 */
record Corpus(List<String> words, List<BagOfWords> training, List<BagOfWords> heldOut) {

    /** The paper's version of 20 Newsgroups. */
    static final String NEWS = "20news_miao/train.feat.gz";

    private static final String NEWS_WORDS = "20news_miao/vocab.new";
    private static final String NEWS_HELD_OUT = "20news_miao/valid_rows.txt";

    private static final int GENERATED_VOCABULARY_SIZE = 2000;
    private static final int GENERATED_DOCUMENT_COUNT = 5000;

    /** 20 Newsgroups if the files exist, else generated documents. */
    static Corpus newsOrGenerated() {
        return Settings.has(NEWS) ? news() : generated();
    }

    /** Describes what {@link #newsOrGenerated} returns. */
    static String description() {
        return Settings.has(NEWS)
                ? "20 Newsgroups, V = 2,000"
                : "generated documents with word frequencies like a language's (Zipf), V = 2,000";
    }

    static Corpus generated() {
        return new Corpus(
                ZipfDocuments.words(GENERATED_VOCABULARY_SIZE),
                new ZipfDocuments(GENERATED_VOCABULARY_SIZE, StepBenchmark.DISTINCT_WORDS, 1)
                        .bags(GENERATED_DOCUMENT_COUNT),
                List.of());
    }

    static Corpus news() {
        Vocabulary vocabulary = Vocabulary.read(Settings.data(NEWS_WORDS));
        List<String> words = IntStream.range(0, vocabulary.capacity())
                .mapToObj(row -> Objects.requireNonNull(vocabulary.term(row)))
                .toList();
        List<BagOfWords> training = new ArrayList<>();
        List<BagOfWords> heldOut = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        TextLines.forEach(Settings.data(NEWS), (number, line) -> documents.add(line));
        Set<Integer> heldOutLines = CorpusFiles.rows(Settings.data(NEWS_HELD_OUT), documents.size());
        for (int line = 0; line < documents.size(); line++) {
            (heldOutLines.contains(line) ? heldOut : training).add(bag(documents.get(line), words));
        }
        // the file is sorted by newsgroup
        Collections.shuffle(training, new Random(1));
        return new Corpus(words, training, heldOut);
    }

    /** {@code label id:count id:count ...}, ids from 1. */
    private static BagOfWords bag(String line, List<String> words) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        String[] fields = line.strip().split(" ", -1);
        for (int i = 1; i < fields.length; i++) {
            int colon = fields[i].indexOf(':');
            String word = words.get(Integer.parseInt(fields[i].substring(0, colon)) - 1);
            counts.put(word, Integer.valueOf(fields[i].substring(colon + 1)));
        }
        return BagOfWords.of(counts);
    }

    Vocabulary vocabulary() {
        return Vocabulary.fixed(words);
    }

    /** Document frequencies of the training documents. */
    DocumentFrequencies documentFrequencies() {
        DocumentFrequencies frequencies = new DocumentFrequencies();
        training.forEach(frequencies::count);
        return frequencies;
    }

    /** The {@code number}-th mini-batch of {@code size}, starting over at the end. */
    static <T> List<T> miniBatch(List<T> documents, int number, int size) {
        int count = documents.size() / size;
        int first = number % count * size;
        return documents.subList(first, first + size);
    }
}
