package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Documents are numbered: number n has n tokens of word 0, mean (n, n) and log variance (-n, -n). */
class ReplayBufferTest {

    private static final int LATENT_SIZE = 2;

    private static void add(ReplayBuffer buffer, int... numbers) {
        VariationalParameters refined = VariationalParameters.prior(numbers.length, LATENT_SIZE);
        for (int d = 0; d < numbers.length; d++) {
            fillRow(refined.mean(), d, numbers[d]);
            fillRow(refined.logVariance(), d, -numbers[d]);
        }
        buffer.add(Arrays.stream(numbers).mapToObj(TinyModels::document).toList(), refined);
    }

    private static void fillRow(Matrix matrix, int row, float value) {
        Arrays.fill(matrix.values(), matrix.rowStart(row), matrix.rowStart(row + 1), value);
    }

    /** The numbers of the documents in the buffer: 200 draws out of at most 5 miss one with a probability of 1e-19. */
    private static Set<Integer> contents(ReplayBuffer buffer) {
        Set<Integer> numbers = new TreeSet<>();
        for (DocumentCounts document : buffer.sample(200, TinyModels.noise(1)).documents()) {
            numbers.add(document.tokenCount());
        }
        return numbers;
    }

    @Test
    void shouldKeepTheNewestDocuments() {
        // Given
        ReplayBuffer buffer = new ReplayBuffer(5, LATENT_SIZE);

        // Then: also when the ring wraps around more than once, at once or in steps
        assertThat(buffer.isEmpty()).isTrue();
        add(buffer, 1, 2, 3);
        assertThat(buffer.isEmpty()).isFalse();
        assertThat(contents(buffer)).containsExactly(1, 2, 3);
        add(buffer, 4, 5, 6);
        assertThat(contents(buffer)).containsExactly(2, 3, 4, 5, 6);
        add(buffer, 7, 8, 9, 10, 11, 12, 13);
        assertThat(contents(buffer)).containsExactly(9, 10, 11, 12, 13);
        add(buffer, 14);
        assertThat(contents(buffer)).containsExactly(10, 11, 12, 13, 14);
    }

    @Test
    void shouldDrawDocumentsTogetherWithWhatRefinementFoundForThem() {
        // Given
        ReplayBuffer buffer = new ReplayBuffer(5, LATENT_SIZE);
        add(buffer, 1, 2, 3);

        // When
        ReplayBuffer.Sample sample = buffer.sample(50, TinyModels.noise(2));

        // Then
        assertThat(sample.documents()).hasSize(50);
        for (int d = 0; d < 50; d++) {
            float number = sample.documents().get(d).tokenCount();
            assertThat(sample.refined().mean().row(d)).containsOnly(number);
            assertThat(sample.refined().logVariance().row(d)).containsOnly(-number);
        }
    }

    @Test
    void shouldKeepNothingWithoutCapacity() {
        // Given
        ReplayBuffer buffer = new ReplayBuffer(0, LATENT_SIZE);

        // When
        add(buffer, 1, 2);

        // Then
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void shouldContinueAlikeWhenRestoredInTheMiddleOfTheRing() {
        // Given
        ReplayBuffer original = new ReplayBuffer(4, LATENT_SIZE);
        add(original, 1, 2, 3, 4, 5, 6);
        RecordedState state = RecordedState.of(original::visitState);

        // When
        ReplayBuffer restored = new ReplayBuffer(4, LATENT_SIZE);
        state.restoreInto(restored::visitState);
        for (ReplayBuffer buffer : List.of(original, restored)) {
            add(buffer, 7);
        }

        // Then: the same draws in the same order, not just the same contents
        ReplayBuffer.Sample expected = original.sample(30, TinyModels.noise(3));
        ReplayBuffer.Sample actual = restored.sample(30, TinyModels.noise(3));
        assertThat(contents(restored)).containsExactly(4, 5, 6, 7);
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void shouldRestoreAnEmptyBuffer() {
        // Given
        RecordedState state = RecordedState.of(new ReplayBuffer(4, LATENT_SIZE)::visitState);
        ReplayBuffer used = new ReplayBuffer(4, LATENT_SIZE);
        add(used, 1, 2);

        // When
        state.restoreInto(used::visitState);

        // Then
        assertThat(used.isEmpty()).isTrue();
    }

    /** In the ring, document 3 has replaced 9; the next oldest has 7 tokens of word 1 and no others. */
    @Test
    void shouldDropDocumentsThatHaveNoOtherWordAndContinueWithTheOldestLeft() {
        // Given
        ReplayBuffer buffer = new ReplayBuffer(3, LATENT_SIZE);
        add(buffer, 9);
        buffer.add(List.of(TinyModels.document(0, 7)), VariationalParameters.prior(1, LATENT_SIZE));
        add(buffer, 2, 3);
        assertThat(contents(buffer)).containsExactly(2, 3, 7);

        // When
        buffer.recycleRow(1);

        // Then
        assertThat(contents(buffer)).containsExactly(2, 3);
        add(buffer, 4);
        assertThat(contents(buffer)).containsExactly(2, 3, 4);
        add(buffer, 5);
        assertThat(contents(buffer)).containsExactly(3, 4, 5);
    }

    @Test
    void shouldBeEmptyWhenAllDocumentsHaveLostTheirWords() {
        // Given
        ReplayBuffer buffer = new ReplayBuffer(3, LATENT_SIZE);
        add(buffer, 1, 2, 3, 4);

        // When
        buffer.recycleRow(0);

        // Then
        assertThat(buffer.isEmpty()).isTrue();
    }

    /** Its row now belongs to another word; its two tokens become unknown. */
    @Test
    void shouldTakeAWordOutOfAllDocumentsWhenItsRowIsRecycled() {
        // Given
        ReplayBuffer buffer = new ReplayBuffer(5, LATENT_SIZE);
        buffer.add(List.of(TinyModels.document(3, 2, 1)), VariationalParameters.prior(1, LATENT_SIZE));

        // When
        buffer.recycleRow(1);

        // Then
        DocumentCounts document =
                buffer.sample(1, TinyModels.noise(1)).documents().get(0);
        assertThat(document.rows()).containsExactly(0, 2);
        assertThat(document.counts()).containsExactly(3, 1);
        assertThat(document.tokenCount()).isEqualTo(4);
        assertThat(document.outOfVocabularyTokenCount()).isEqualTo(2);
    }
}
