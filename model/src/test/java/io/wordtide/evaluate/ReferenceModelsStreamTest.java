package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.evaluate.ReferenceModels.LogLikelihoods;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.SharedStream;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The baselines on real streams, at the preset's half-life and mini-batches of 50; perplexities per document. */
class ReferenceModelsStreamTest {

    private static final int BATCH_SIZE = 50;
    private static final double HALF_LIFE = 4_000;

    private record Scored(DocumentCounts document, LogLikelihoods logLikelihoods) {}

    private static List<DocumentCounts> documents(String name) throws IOException {
        SharedStream stream = SharedStream.named(name);
        Vocabulary vocabulary = Vocabulary.read(stream.vocabularyFile());
        List<DocumentCounts> documents = new ArrayList<>();
        stream.forEachBag((BagOfWords bag) -> documents.add(vocabulary.index(bag)));
        documents.removeIf(DocumentCounts::isEmpty);
        return documents;
    }

    private static List<Scored> scoreThenLearn(String name, List<DocumentCounts> documents) {
        ReferenceModels models =
                new ReferenceModels(Vocabulary.read(SharedStream.named(name).vocabularyFile()), HALF_LIFE);
        List<Scored> scored = new ArrayList<>();
        for (int start = 0; start < documents.size(); start += BATCH_SIZE) {
            List<DocumentCounts> miniBatch = documents.subList(start, Math.min(start + BATCH_SIZE, documents.size()));
            miniBatch.forEach(document -> scored.add(new Scored(document, models.score(document))));
            models.add(miniBatch);
        }
        return scored;
    }

    private static double perplexity(List<Scored> scored, ToDoubleFunction<LogLikelihoods> ofModel) {
        return LogLikelihoods.perplexity(
                        scored.stream().map(Scored::logLikelihoods).toList(),
                        ofModel,
                        scored.stream().map(Scored::document).toList())
                .perDocument();
    }

    /** Known from another implementation to two decimals: the unigram. The others are as measured, so the same on any machine. */
    @ParameterizedTest
    @CsvSource({"reuters21578, 1196.83, 1092.4, 732.9", "amazon_musical_instruments, 960.63, 924.6, 822.9"})
    void shouldReachTheKnownPrequentialPerplexities(String name, double unigram, double recentUnigram, double cache)
            throws IOException {
        // When
        List<Scored> scored = scoreThenLearn(name, documents(name));

        // Then: over the last quarter
        List<Scored> last = scored.subList(scored.size() * 3 / 4, scored.size());
        assertThat(perplexity(last, LogLikelihoods::unigram)).isCloseTo(unigram, within(0.005));
        assertThat(perplexity(last, LogLikelihoods::recentUnigram)).isCloseTo(recentUnigram, within(0.05));
        assertThat(perplexity(last, LogLikelihoods::cache)).isCloseTo(cache, within(0.05));
    }

    /** One document of a single rare word after 2,100 others, with 0.8 times the tokens of all of them. */
    @Test
    void shouldComeBackFromALongDocumentOnlyWhereDocumentsAreWeighed() throws IOException {
        // Given
        List<DocumentCounts> documents = documents("reuters21578").subList(0, 5_000);
        int before = documents.subList(0, 2_100).stream()
                .mapToInt(DocumentCounts::tokenCount)
                .sum();
        int length = before * 4 / 5;
        List<DocumentCounts> withSpam = new ArrayList<>(documents);
        withSpam.add(2_100, new DocumentCounts(new int[] {4_999}, new int[] {length}, length, 0));

        // When
        List<Scored> undisturbed = scoreThenLearn("reuters21578", documents);
        List<Scored> disturbed = scoreThenLearn("reuters21578", withSpam);

        // Then: 2,300 documents later, there are (4,400 + 0.8 · 2,100) / 4,400 = 1.38 times as many tokens
        List<Scored> expected = undisturbed.subList(4_150, 4_650);
        List<Scored> found = disturbed.subList(4_151, 4_651);
        assertThat(perplexity(found, LogLikelihoods::unigram) / perplexity(expected, LogLikelihoods::unigram))
                .isBetween(1.3, 1.5);
        assertThat(perplexity(found, LogLikelihoods::recentUnigram)
                        / perplexity(expected, LogLikelihoods::recentUnigram))
                .isCloseTo(1, within(0.001));
    }
}
