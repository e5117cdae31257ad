package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.PolarFactor;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceSpaceTest {

    private static final int WORDS = 60;
    private static final int K = 8;

    private final Vocabulary vocabulary =
            Vocabulary.fixed(IntStream.range(0, WORDS).mapToObj(i -> "w" + i).toList());
    private final DocumentFrequencies frequencies = new DocumentFrequencies();
    private final SurfaceForms forms = new SurfaceForms();

    ReferenceSpaceTest() {
        forms.growTo(WORDS);
        TreeMap<String, Integer> all = new TreeMap<>();
        IntStream.range(0, WORDS).forEach(i -> all.put("w" + i, 1));
        frequencies.count(BagOfWords.of(all), term -> true);
    }

    static List<UnaryOperator<Matrix>> turns() {
        return List.of(ReferenceSpaceTest::permuted, ReferenceSpaceTest::mirrored, ReferenceSpaceTest::turned);
    }

    @ParameterizedTest
    @MethodSource("turns")
    void shouldTurnAModelBackThatIsTheSameButForItsDimensions(UnaryOperator<Matrix> turn) {
        // Given
        Matrix first = randomVectors(1);
        ReferenceSpace space = new ReferenceSpace(K);
        PublishedVectors published = published(space, first);
        Matrix own = turn.apply(first);

        // When
        space.align(own, published.vectors(), vocabulary, frequencies);

        // Then
        assertThat(space.toReference(own).values()).containsExactly(first.values(), within(1e-3f));
        assertThat(space.residual()).isCloseTo(0, within(1e-6));
    }

    @Test
    void shouldKeepTheFirstSpaceOverManySmallTurns() {
        // Given
        Matrix first = randomVectors(1);
        ReferenceSpace space = new ReferenceSpace(K);
        PublishedVectors published = published(space, first);
        Matrix own = first;

        // When: it turns by a twentieth of a radian in all planes each time
        for (int i = 0; i < 50; i++) {
            own = turned(own);
            space.align(own, published.vectors(), vocabulary, frequencies);
            published.update(space.toReference(own), vocabulary, frequencies, forms, 0);
        }

        // Then
        assertThat(space.toReference(own).values()).containsExactly(first.values(), within(1e-3f));
    }

    /** Along a direction that no word uses, any turn fits the words as well. */
    @Test
    void shouldKeepTheMapWhereNoWordPointsTo() {
        // Given: a model that has turned
        Matrix first = randomVectors(1);
        ReferenceSpace space = new ReferenceSpace(K);
        PublishedVectors published = published(space, first);
        Matrix own = turned(turned(turned(first)));
        space.align(own, published.vectors(), vocabulary, frequencies);
        float[] map = space.toReference(Matrix.identity(K)).values();

        // When: its last two dimensions fall out of use
        for (int row = 0; row < WORDS; row++) {
            own.values()[own.rowStart(row) + K - 1] = 0;
            own.values()[own.rowStart(row) + K - 2] = 0;
        }
        published.update(space.toReference(own), vocabulary, frequencies, forms, 0);
        space.align(own, published.vectors(), vocabulary, frequencies);

        // Then
        assertThat(space.toReference(Matrix.identity(K)).values()).containsExactly(map, within(1e-3f));
    }

    /** Words whose vectors are other ones now: of 60 one has turned by 90 degrees, so that 1/60 is left. */
    @Test
    void shouldReportWhatNoTurnExplains() {
        // Given
        Matrix first = randomVectors(1);
        ReferenceSpace space = new ReferenceSpace(K);
        PublishedVectors published = published(space, first);
        Matrix own = first.copy();
        float x = own.get(0, 0);
        float y = own.get(0, 1);
        for (int k = 2; k < K; k++) {
            own.values()[k] = 0;
        }
        own.values()[0] = -y; // at a right angle to what was published
        own.values()[1] = x;

        // When
        space.align(own, published.vectors(), vocabulary, frequencies);

        // Then: the others turn a little towards it
        assertThat(space.residual()).isCloseTo(1.0 / WORDS, within(0.1 / WORDS));
    }

    /** N(m, S) becomes N(m R, R'S R). R exchanges the two dimensions and mirrors one. */
    @Test
    void shouldTurnAGaussianWithItsCovariance() {
        // Given: variances 4 along (3, 4) / 5 and 1 along (-4, 3) / 5, so S = [[2.08, 1.44], [1.44, 2.92]]
        Matrix axes = new Matrix(2, 2, new float[] {0.6f, -0.8f, 0.8f, 0.6f});
        VariationalParameters own = VariationalParameters.along(
                axes, new Matrix(1, 2, new float[] {1, 2}), new Matrix(1, 2, new float[] {(float) Math.log(4), 0}));
        Matrix rotation = new Matrix(2, 2, new float[] {0, 1, -1, 0});

        // When
        VariationalParameters turned = own.marginalIn(rotation);

        // Then: (1, 2) R = (-2, 1); R'S R has the diagonal (2.92, 2.08)
        assertThat(turned.mean().values()).containsExactly(-2, 1);
        assertThat(turned.logVariance().values())
                .containsExactly(new float[] {(float) Math.log(2.92), (float) Math.log(2.08)}, within(2e-5f));
    }

    /** R turns by 45 degrees: a Gaussian with independent dimensions of variances 1 and 3 has 2 in each afterwards. */
    @Test
    void shouldTurnAGaussianWithIndependentDimensions() {
        // Given
        VariationalParameters own = new VariationalParameters(
                new Matrix(1, 2, new float[] {1, 1}), new Matrix(1, 2, new float[] {0, (float) Math.log(3)}));
        float half = (float) Math.sqrt(0.5);

        // When
        VariationalParameters turned = own.marginalIn(new Matrix(2, 2, new float[] {half, -half, half, half}));

        // Then
        assertThat(turned.mean().values()).containsExactly(new float[] {2 * half, 0}, within(2e-5f));
        assertThat(turned.logVariance().values())
                .containsExactly(new float[] {(float) Math.log(2), (float) Math.log(2)}, within(2e-5f));
    }

    @Test
    void shouldGiveModelsThatBeginOtherwiseOtherNumbers() {
        // Given
        BagOfWords oil = Bags.of("oil prices");
        BagOfWords wheat = Bags.of("wheat prices");

        // Then
        long number = number(LearnerConfig.stream(), oil);
        assertThat(number(LearnerConfig.stream(), oil)).isEqualTo(number).isBetween(1L, 1L << 48);
        assertThat(number(LearnerConfig.stream(), wheat)).isNotEqualTo(number);
        assertThat(number(TinyConfigs.stream(), oil)).isNotEqualTo(number);
    }

    @Test
    void shouldKeepItsNumberFromItsFirstDocumentsOn() {
        // Given
        ReferenceSpace space = new ReferenceSpace(K);
        space.begin(TinyConfigs.stream(), List.of());
        assertThat(space.number()).isZero();
        space.begin(TinyConfigs.stream(), List.of(Bags.of("oil prices")));
        long number = space.number();

        // When
        space.begin(TinyConfigs.stream(), List.of(Bags.of("wheat prices")));

        // Then
        assertThat(space.number()).isEqualTo(number);
    }

    private static long number(LearnerConfig config, BagOfWords first) {
        ReferenceSpace space = new ReferenceSpace(K);
        space.begin(config, List.of(first));
        return space.number();
    }

    private PublishedVectors published(ReferenceSpace space, Matrix own) {
        PublishedVectors published = new PublishedVectors(WORDS, K);
        published.update(space.toReference(own), vocabulary, frequencies, forms, 0);
        return published;
    }

    private static Matrix randomVectors(long seed) {
        Random random = new Random(seed);
        Matrix vectors = Matrix.zeros(WORDS, K);
        for (int i = 0; i < vectors.size(); i++) {
            vectors.values()[i] = (float) random.nextGaussian();
        }
        return vectors;
    }

    private static Matrix permuted(Matrix vectors) {
        Matrix permuted = vectors.copy();
        for (int row = 0; row < vectors.rows(); row++) {
            for (int k = 0; k < K; k++) {
                permuted.values()[permuted.rowStart(row) + (k + 3) % K] = vectors.get(row, k);
            }
        }
        return permuted;
    }

    private static Matrix mirrored(Matrix vectors) {
        Matrix mirrored = vectors.copy();
        for (int row = 0; row < vectors.rows(); row++) {
            mirrored.values()[mirrored.rowStart(row) + 1] *= -1;
        }
        return mirrored;
    }

    /** By the polar factor of I + a skew-symmetric matrix, a twentieth of a radian in each plane. */
    private static Matrix turned(Matrix vectors) {
        double[] matrix = new double[K * K];
        for (int i = 0; i < K; i++) {
            for (int j = 0; j < K; j++) {
                matrix[i * K + j] = i == j ? 1 : (i < j ? 0.05 : -0.05);
            }
        }
        double[] rotation = PolarFactor.of(matrix, K);
        Matrix floats = Matrix.zeros(K, K);
        for (int i = 0; i < rotation.length; i++) {
            floats.values()[i] = (float) rotation[i];
        }
        Matrix turned = Matrix.zeros(vectors.rows(), K);
        Gemm.multiply(vectors, floats, turned);
        return turned;
    }
}
