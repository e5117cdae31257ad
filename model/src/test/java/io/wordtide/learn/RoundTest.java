package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary.Recycling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTest {

    private static final int LEAST_PART = 25;

    private static final DocumentCounts WITHOUT_KNOWN_WORD = new DocumentCounts(new int[0], new int[0], 0, 3);

    private static DocumentCounts document(int tokenCount) {
        return new DocumentCounts(new int[] {0}, new int[] {tokenCount}, tokenCount, 0);
    }

    /** Documents of 1, 2, 3... tokens, so that their length is their number. */
    private static List<DocumentCounts> documents(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(RoundTest::document).toList();
    }

    private static Round round(List<DocumentCounts> documents, int mostParts) {
        return new Round(7, documents, Recycling.NONE, 0, new float[0], known -> List.of(), mostParts);
    }

    private static List<Integer> sizes(Round round) {
        return IntStream.range(0, round.partCount())
                .mapToObj(round::documentCount)
                .toList();
    }

    /** Part p begins at document floor(n p / parts): of 103, at 0, 25.75, 51.5 and 77.25. */
    static Stream<Arguments> cuts() {
        return Stream.of(
                Arguments.of(100, 4, List.of(25, 25, 25, 25)),
                Arguments.of(103, 4, List.of(25, 26, 26, 26)),
                Arguments.of(99, 4, List.of(33, 33, 33)),
                Arguments.of(60, 8, List.of(30, 30)),
                Arguments.of(100, 3, List.of(33, 33, 34)),
                Arguments.of(100, 1, List.of(100)),
                Arguments.of(50, 2, List.of(25, 25)),
                Arguments.of(49, 2, List.of(49)),
                Arguments.of(1, 64, List.of(1)),
                Arguments.of(0, 64, List.of(0)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void shouldCutDocumentsIntoPartsOfEqualLengthThatAreNotShort(int count, int mostParts, List<Integer> expected) {
        assertThat(sizes(round(documents(count), mostParts))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void shouldCutIntoConsecutivePartsWhateverTheNumberOfDocuments(int mostParts) {
        for (int count = 0; count <= 400; count++) {
            // When
            List<DocumentCounts> documents = documents(count);
            Round round = round(documents, mostParts);

            // Then
            List<Integer> sizes = sizes(round);
            List<DocumentCounts> inParts = new ArrayList<>();
            for (int part = 0; part < round.partCount(); part++) {
                assertThat(round.first(part)).isEqualTo(inParts.size());
                inParts.addAll(round.documents(part));
            }
            assertThat(inParts).isEqualTo(documents);
            assertThat(sizes).hasSizeBetween(1, mostParts);
            assertThat(sizes.stream().max(Integer::compare).orElseThrow())
                    .as("longest of %d documents", count)
                    .isLessThanOrEqualTo(sizes.stream().min(Integer::compare).orElseThrow() + 1);
            if (round.partCount() > 1) {
                assertThat(sizes).allMatch(size -> size >= LEAST_PART);
            }
        }
    }

    /** Of 75 documents 25 have no known word: the others make two parts, not three. */
    @Test
    void shouldCutOnlyTheDocumentsThatHaveAKnownWord() {
        // Given
        List<DocumentCounts> documents = IntStream.range(0, 75)
                .mapToObj(d -> d % 3 == 1 ? WITHOUT_KNOWN_WORD : document(d + 1))
                .toList();

        // When
        Round round = round(documents, 4);

        // Then
        assertThat(sizes(round)).containsExactly(25, 25);
        assertThat(round.indexed()).isEqualTo(documents);
        assertThat(Stream.concat(round.documents(0).stream(), round.documents(1).stream()))
                .hasSize(50)
                .doesNotContain(WITHOUT_KNOWN_WORD)
                .isEqualTo(round.known());
    }

    private static RefinedPart part(int documentCount, double... refinerState) {
        return new RefinedPart(
                VariationalParameters.prior(documentCount, 1),
                new Elbo(new double[documentCount], new double[documentCount]),
                refinerState);
    }

    /**
     * The first 25 documents have a token each and the other 25 have 3: shares of 1/4 and 3/4. 4/4 + 3 * 8/4 = 7 and
     * 8/4 + 0 = 2.
     */
    @Test
    void shouldWeightWhatPartsHaveLearnedByTheirTokens() {
        // Given
        List<DocumentCounts> documents =
                IntStream.range(0, 50).mapToObj(d -> document(d < 25 ? 1 : 3)).toList();

        // When
        RefinedPart merged = round(documents, 2).merge(List.of(part(25, 4, 8), part(25, 8, 0)));

        // Then
        assertThat(merged.refinerState()).containsExactly(7, 2);
        assertThat(merged.documentCount()).isEqualTo(50);
    }

    /** K = 2; documents 0 and 1 in the first part, 2 in the second. */
    @Test
    void shouldPutTheDocumentsOfAllPartsBehindEachOther() {
        // Given
        RefinedPart first = new RefinedPart(
                new VariationalParameters(
                        new Matrix(2, 2, new float[] {1, 2, 3, 4}), new Matrix(2, 2, new float[] {-1, -2, -3, -4})),
                new Elbo(new double[] {-10, -11}, new double[] {1, 2}),
                new double[0]);
        RefinedPart second = new RefinedPart(
                new VariationalParameters(new Matrix(1, 2, new float[] {5, 6}), new Matrix(1, 2, new float[] {-5, -6})),
                new Elbo(new double[] {-12}, new double[] {3}),
                new double[0]);

        // When
        RefinedPart merged = RefinedPart.merge(List.of(first, second), new double[] {0.5, 0.5});

        // Then
        assertThat(merged.refined().mean().values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(merged.refined().logVariance().values()).containsExactly(-1, -2, -3, -4, -5, -6);
        assertThat(merged.amortizedElbo().reconstruction()).containsExactly(-10, -11, -12);
        assertThat(merged.amortizedElbo().klDivergence()).containsExactly(1, 2, 3);
        assertThat(merged.refinerState()).isEmpty();
    }
}
