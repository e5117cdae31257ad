package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.SharedStream;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The baseline on real text, against figures of an independent implementation: twenty lines of Python with a regular
 * expression, a Counter and the same protocol.
 */
class UnigramBaselineTest {

    private static final int BATCH_SIZE = 50;

    @ParameterizedTest
    @CsvSource({"reuters21578, 1196.83", "amazon_musical_instruments, 960.63"})
    void shouldReachTheKnownPrequentialPerplexity(String name, double knownPerplexity) throws IOException {
        // Given
        SharedStream stream = SharedStream.named(name);
        Vocabulary vocabulary = Vocabulary.read(stream.vocabularyFile());
        List<DocumentCounts> documents = new ArrayList<>();
        stream.forEachBag((BagOfWords bag) -> documents.add(vocabulary.index(bag)));
        documents.removeIf(DocumentCounts::isEmpty);

        // When
        double[] logLikelihoodPerToken = scoreThenLearn(documents, UnigramModel.counting(vocabulary));

        // Then: exp of the mean over the last quarter; known to two decimals
        // size
        int start = documents.size() * 3 / 4;
        double sum = 0;
        for (int i = start; i < documents.size(); i++) {
            sum += logLikelihoodPerToken[i];
        }
        double perDocumentPerplexity = Math.exp(-sum / (documents.size() - start));
        assertThat(perDocumentPerplexity).isCloseTo(knownPerplexity, within(0.005));
    }

    private static double[] scoreThenLearn(List<DocumentCounts> documents, UnigramModel model) {
        double[] logLikelihoodPerToken = new double[documents.size()];
        for (int start = 0; start < documents.size(); start += BATCH_SIZE) {
            List<DocumentCounts> miniBatch = documents.subList(start, Math.min(start + BATCH_SIZE, documents.size()));
            for (int i = 0; i < miniBatch.size(); i++) {
                DocumentCounts document = miniBatch.get(i);
                logLikelihoodPerToken[start + i] = model.logLikelihood(document) / document.tokenCount();
            }
            miniBatch.forEach(model::add);
        }
        return logLikelihoodPerToken;
    }
}
