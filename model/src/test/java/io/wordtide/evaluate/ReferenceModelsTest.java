package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.evaluate.ReferenceModels.LogLikelihoods;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import io.wordtide.text.Vocabulary;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand documents of ten tokens "oil", at a half-life of 100 documents, then something else. */
class ReferenceModelsTest {

    private static final int HALF_LIFE = 100;

    private final Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat"));
    private final ReferenceModels models = new ReferenceModels(vocabulary, HALF_LIFE);
    private final UnigramModel ofOutputBias = UnigramModel.forgetting(vocabulary, HALF_LIFE);
    private final DocumentCounts oil = document("oil", 10);
    private final DocumentCounts wheat = document("wheat", 10);

    private DocumentCounts document(String word, int tokens) {
        return vocabulary.index(Bags.of(String.join(" ", Collections.nCopies(tokens, word))));
    }

    private void add(int times, DocumentCounts document) {
        List<DocumentCounts> documents = Collections.nCopies(times, document);
        models.add(documents);
        documents.forEach(ofOutputBias::add);
    }

    private double unigram(DocumentCounts document) {
        return Math.exp(-models.score(document).unigram() / document.tokenCount());
    }

    private double recentUnigram(DocumentCounts document) {
        return Math.exp(-models.score(document).recentUnigram() / document.tokenCount());
    }

    @BeforeEach
    void learnOil() {
        add(1_000, oil);
    }

    /**
     * A document that halves after 100 others weighs 2^(-1/100) = 0.993092 after the next; a thousand of them weigh
     * (1 - 2^-10) / (1 - 0.993092) = 144.629.
     */
    @Test
    void shouldBarelyNoticeALongDocumentOfOtherWordsWhenRecent() {
        // When: as many tokens as all before
        add(1, document("wheat", 10_000));

        // Then: oil has 10,001 of 20,002
        assertThat(unigram(oil)).isCloseTo(2, within(1e-9));

        // and 50 · 144.629 · 0.993092 + 1 = 7,182.5 of 50 more, for wheat, and one
        assertThat(recentUnigram(oil)).isCloseTo(1 + 51 / 7_182.5, within(1e-6));

        // and where tokens are weighed, 10 · 144.629 · 0.993092 + 1 = 1,437.3, with 10,001 for wheat
        assertThat(Math.exp(-ofOutputBias.logProbability(0))).isCloseTo(1 + 10_001 / 1_437.3, within(1e-3));
    }

    @Test
    void shouldComeBackAfterALongDocumentByTheHalfLife() {
        // When
        add(1, document("wheat", 10_000));
        add(HALF_LIFE, oil);

        // Then: oil has 11,001 of 21,002; the excess of 1 has fallen by a tenth
        assertThat(unigram(oil)).isCloseTo(21_002 / 11_001.0, within(1e-9));

        // and wheat half of 50, and oil 50 · (144.629 · 0.993092 / 2 + (1 - 1/2) / (1 - 0.993092)) + 1 = 7,211.0
        assertThat(recentUnigram(oil)).isCloseTo(1 + 26 / 7_211.0, within(1e-6));
    }

    @Test
    void shouldFollowADriftByTheHalfLife() {
        // When
        add(HALF_LIFE, wheat);

        // Then: wheat has 1,001 of 11,002
        assertThat(unigram(wheat)).isCloseTo(11_002 / 1_001.0, within(1e-9));

        // and half the weight: 50 · 72.385 + 1 = 3,620.3, beside 50 · 72.315 + 1 = 3,616.7
        assertThat(recentUnigram(wheat)).isCloseTo(1 + 3_616.7 / 3_620.3, within(1e-4));
    }

    /** The first token of a document has none before it. */
    @Test
    void shouldBaseTheCacheOnTheRecentUnigramModel() {
        // When
        add(HALF_LIFE, wheat);

        // Then
        LogLikelihoods scored = models.score(document("wheat", 1));
        assertThat(scored.cache()).isCloseTo(scored.recentUnigram(), within(1e-12));
        assertThat(scored.cache()).isGreaterThan(scored.unigram() + 1);
    }

    @Test
    void shouldContinueWithTheSameBitsWhenRestored() {
        // Given
        RecordedState state = RecordedState.of(models::visitState);
        ReferenceModels restored = new ReferenceModels(vocabulary, HALF_LIFE);

        // When
        state.restoreInto(restored::visitState);
        models.add(List.of(wheat, oil));
        restored.add(List.of(wheat, oil));

        // Then
        LogLikelihoods expected = models.score(wheat);
        assertThat(restored.score(wheat)).isEqualTo(expected);
        assertThat(models.copy(vocabulary).score(wheat)).isEqualTo(expected);
    }

    @Test
    void shouldCountARecycledRowForNeither() {
        // When
        models.recycleRow(0);

        // Then: no counts are left
        assertThat(unigram(oil)).isCloseTo(2, within(1e-9));
        assertThat(recentUnigram(oil)).isCloseTo(2, within(1e-9));
    }
}
