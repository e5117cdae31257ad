package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.WordVectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordMovementsTest {

    private static final List<String> WORDS = List.of("apple", "fruit", "phone");
    private static final WordVectors NEAR_FRUIT = vectors(new float[] {1, 0.1f});
    private static final WordVectors NEAR_PHONE = vectors(new float[] {0.1f, 1});

    private final Vocabulary vocabulary = Vocabulary.fixed(WORDS);
    private final WordMovements movements = new WordMovements(3);

    private static WordVectors vectors(float[] apple) {
        return new WordVectors(WORDS, List.of(apple, new float[] {1, 0}, new float[] {0, 1}));
    }

    private List<Change> look(double drift) {
        WordVector word = new WordVector("apple", "Apple", 10, new float[] {1, 0}, OptionalDouble.of(drift));
        return movements.look(List.of(word), vocabulary, () -> NEAR_FRUIT, () -> NEAR_PHONE, 101);
    }

    @Test
    void shouldReportAWordThatMovesFurtherThanItUsedTo() {
        // Given: a history of five drifts of 0.01 to 0.03
        for (double drift : List.of(0.01, 0.02, 0.03, 0.02, 0.02)) {
            assertThat(look(drift)).as("no history yet").isEmpty();
        }

        // When
        List<Change> changes = look(0.4);

        // Then
        assertThat(changes).hasSize(1);
        Change change = changes.get(0);
        assertThat(change.kind()).isEqualTo(Change.Kind.WORD_MOVED);
        assertThat(change.terms()).containsExactly("apple");
        assertThat(change.sinceDocument()).isEqualTo(101);
        assertThat(change.evidence()).containsEntry(Change.COSINE_DRIFT, 0.4).containsEntry(Change.THRESHOLD, 0.05);
    }

    @Test
    void shouldNotReportAWordThatAlwaysMovesFar() {
        // Given
        for (double drift : List.of(0.2, 0.6, 0.3, 0.7, 0.4)) {
            look(drift);
        }

        // Then
        assertThat(look(0.8)).isEmpty();
    }

    @Test
    void shouldNotReportASmallDriftHoweverUnusual() {
        // Given
        for (int i = 0; i < 5; i++) {
            look(0.001);
        }

        // Then
        assertThat(look(0.04)).isEmpty();
    }

    @Test
    void shouldHaveNoHistoryOfARecycledRow() {
        // Given
        for (int i = 0; i < 5; i++) {
            look(0.01);
        }

        // When
        movements.recycleRow(0);

        // Then
        assertThat(look(0.4)).isEmpty();
    }

    @Test
    void shouldReportTheNeighboursLostAndGained() {
        // Given: twelve words along an arc; the eleven others are ten near ones and a far one
        List<String> words = new ArrayList<>(List.of("apple"));
        List<float[]> others = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            words.add("n" + i);
            double angle = i * Math.PI / 20;
            others.add(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
        }
        WordVectors before = arc(words, others, new float[] {1, 0});
        WordVectors after = arc(words, others, new float[] {0, 1});
        WordMovements ofArc = new WordMovements(12);
        Vocabulary arcVocabulary = Vocabulary.fixed(words);
        List<Change> changes = List.of();

        // When
        for (double drift : List.of(0.01, 0.01, 0.01, 0.01, 0.01, 1.0)) {
            WordVector word = new WordVector("apple", "Apple", 10, new float[] {0, 1}, OptionalDouble.of(drift));
            changes = ofArc.look(List.of(word), arcVocabulary, () -> before, () -> after, 1);
        }

        // Then
        assertThat(changes.get(0).neighboursLost()).containsExactly("n0");
        assertThat(changes.get(0).neighboursGained()).containsExactly("n10");
    }

    private static WordVectors arc(List<String> words, List<float[]> others, float[] apple) {
        List<float[]> all = new ArrayList<>(List.of(apple));
        all.addAll(others);
        return new WordVectors(words, all);
    }

    /** 25 words without earlier drift: w00 and w01 move by 0.5, w02 to w23 by 0.295 to 0.505, w24 by 0.05. */
    @Test
    void shouldReportTheTwentyWordsThatMovedFurthest() {
        // Given
        List<String> words = IntStream.range(0, 25).mapToObj("w%02d"::formatted).toList();
        Vocabulary all = Vocabulary.fixed(words);
        WordMovements ofAll = new WordMovements(25);
        WordVectors vectors = new WordVectors(words, Collections.nCopies(25, new float[] {1, 0}));
        for (int i = 0; i < 5; i++) {
            ofAll.look(moved(words, word -> 0), all, () -> vectors, () -> vectors, 1);
        }

        // When
        List<Change> changes = ofAll.look(
                moved(words, word -> word < 2 ? 0.5 : word == 24 ? 0.05 : 0.275 + 0.01 * word),
                all,
                () -> vectors,
                () -> vectors,
                1);

        // Then: w23 (0.505), both of 0.5 in alphabetical order, then w22 (0.495) down to w06
        List<String> expected = new ArrayList<>(List.of("w23", "w00", "w01"));
        for (int word = 22; word >= 6; word--) {
            expected.add(words.get(word));
        }
        assertThat(changes).extracting(change -> change.terms().get(0)).isEqualTo(expected);
    }

    /** A drift equal to the least drift of 0.05 does not exceed it. */
    @Test
    void shouldNotReportAWordThatMovesAsFarAsTheThreshold() {
        for (int i = 0; i < 5; i++) {
            look(0);
        }
        assertThat(look(0.05)).isEmpty();
    }

    private static List<WordVector> moved(List<String> words, IntToDoubleFunction drift) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> new WordVector(
                        words.get(i), words.get(i), 10, new float[] {1, 0}, OptionalDouble.of(drift.applyAsDouble(i))))
                .sorted(Comparator.comparing(WordVector::term).reversed())
                .toList();
    }
}
