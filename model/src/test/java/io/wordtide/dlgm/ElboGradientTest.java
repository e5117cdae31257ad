package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.TinyModels.Kind;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bound and its derivatives by psi and by every parameter of the generative model, against {@link ReferenceElbo}.
 */
class ElboGradientTest {

    private static final int DOCUMENT_COUNT = 5;

    /**
     * The second sample's pass begins at another shift where both are not one pass, so that its exponentials have other
     * relative errors, up to 4e-5, times at most 12 tokens and half of a sample.
     */
    private static final Offset<Double> OTHER_SHIFT = within(2.4e-4);

    private final List<DocumentCounts> documents = TinyModels.documents(1, DOCUMENT_COUNT);
    private final VariationalParameters psi = TinyModels.psi(2, DOCUMENT_COUNT);
    private final Matrix noise = TinyModels.gaussian(3, DOCUMENT_COUNT);
    private final List<ReferencePsi> referencePsi = TinyModels.reference(psi);

    private static GenerativeModel model(Kind kind) {
        return kind.model(6);
    }

    private void checkByPsi(DoubleSupplier objective, VariationalParameters dPsi) {
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            ReferencePsi document = referencePsi.get(d);
            GradientCheck.check(
                    "mean of document " + d,
                    document.mean(),
                    objective,
                    dPsi.mean().row(d));
            GradientCheck.check(
                    "logVariance of document " + d,
                    document.logVariance(),
                    objective,
                    dPsi.logVariance().row(d));
        }
    }

    private void assertIsEvaluatedAlike(Elbo elbo, GenerativeModel model, boolean antithetic) {
        assertThat(elbo.perDocument())
                .containsExactly(
                        Elbo.evaluate(TinyModels.open(model, documents), psi, noise, antithetic)
                                .perDocument(),
                        OTHER_SHIFT);
    }

    private DoubleSupplier objective(ReferenceGenerativeModel reference, boolean antithetic) {
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] latent = referencePsi.get(d).latent(noise.row(d), sign);
                assertThat(reference.distanceToKink(latent))
                        .as("distance to relu's kink; choose another seed")
                        .isGreaterThan(GradientCheck.REQUIRED_DISTANCE_TO_KINK);
            }
        }
        return () -> ReferenceElbo.sum(reference, documents, referencePsi, noise, antithetic);
    }

    /** Log-sum-exp is good to the 4e-5 of {@link io.wordtide.linalg.Exponential}, times at most 12 tokens. */
    @ParameterizedTest
    @CsvSource({"LOG_LINEAR, false", "LOG_LINEAR, true", "DEEP, false", "DEEP, true", "SKIP, false", "SKIP, true"})
    void shouldEqualTheReference(Kind kind, boolean antithetic) {
        // Given
        GenerativeModel model = model(kind);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));

        // When
        Elbo elbo = Elbo.evaluate(TinyModels.open(model, documents), psi, noise, antithetic);

        // Then
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            double expected =
                    ReferenceElbo.of(reference, documents.get(d), referencePsi.get(d), noise.row(d), antithetic);
            assertThat(elbo.of(d)).as("ELBO of document %d", d).isCloseTo(expected, within(12 * 4e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"LOG_LINEAR, false", "LOG_LINEAR, true", "DEEP, false", "DEEP, true", "SKIP, false", "SKIP, true"})
    void shouldDifferentiateByPsi(Kind kind, boolean antithetic) {
        // Given
        GenerativeModel model = model(kind);
        DoubleSupplier objective =
                objective(new ReferenceGenerativeModel(model, TinyModels.logitOffset(model)), antithetic);

        // When
        VariationalParameters dPsi = VariationalParameters.prior(DOCUMENT_COUNT, TinyModels.LATENT_SIZE);
        Elbo elbo = Elbo.differentiateByPsi(TinyModels.open(model, documents), psi, noise, antithetic, dPsi);

        // Then
        checkByPsi(objective, dPsi);
        assertIsEvaluatedAlike(elbo, model, antithetic);
    }

    @ParameterizedTest
    @CsvSource({"LOG_LINEAR, false", "LOG_LINEAR, true", "DEEP, false", "DEEP, true", "SKIP, false", "SKIP, true"})
    void shouldDifferentiateByEveryParameter(Kind kind, boolean antithetic) {
        // Given
        GenerativeModel model = model(kind);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));
        DoubleSupplier objective = objective(reference, antithetic);

        // When
        Elbo elbo = Elbo.differentiateByParameters(TinyModels.open(model, documents), psi, noise, antithetic);

        // Then
        GradientCheck.check(model.parameters(), reference.parameters(), objective);
        assertIsEvaluatedAlike(elbo, model, antithetic);
    }

    /** Counts are subtracted from the exponentials, whose own errors are {@link io.wordtide.linalg.Exponential}'s. */
    @ParameterizedTest
    @CsvSource({"LOG_LINEAR, false", "LOG_LINEAR, true", "DEEP, false", "DEEP, true", "SKIP, false", "SKIP, true"})
    void shouldDifferentiateByPsiAndEveryParameterInOnePass(Kind kind, boolean antithetic) {
        // Given
        GenerativeModel model = model(kind);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));
        DoubleSupplier objective = objective(reference, antithetic);
        float[] weights = {1, 1, 1, 1, 1};

        // When
        VariationalParameters dPsi = VariationalParameters.prior(DOCUMENT_COUNT, TinyModels.LATENT_SIZE);
        Elbo elbo = Elbo.differentiate(TinyModels.open(model, documents), psi, noise, antithetic, weights, dPsi);

        // Then
        GradientCheck.check(model.parameters(), reference.parameters(), objective);
        checkByPsi(objective, dPsi);
        assertIsEvaluatedAlike(elbo, model, antithetic);
    }

    /** In one pass as in two, in several tiles of the vocabulary and blocks of documents. Both sum up in float. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldWeighDocumentsInOnePassAsInTwo(Kind kind) {
        // Given
        GenerativeModel once = kind.wide(6, Workers.shared());
        GenerativeModel twice = kind.wide(6, Workers.shared());
        List<DocumentCounts> many = TinyModels.wideDocuments(7, 501);
        VariationalParameters manyPsi = TinyModels.psi(8, many.size());
        Matrix manyNoise = TinyModels.gaussian(9, many.size());
        float[] weights = new float[many.size()];
        for (int d = 0; d < weights.length; d++) {
            weights[d] = d % 3;
        }
        VariationalParameters dPsi = VariationalParameters.prior(many.size(), TinyModels.LATENT_SIZE);
        VariationalParameters expectedDPsi = VariationalParameters.prior(many.size(), TinyModels.LATENT_SIZE);

        // When
        Elbo elbo = Elbo.differentiate(TinyModels.open(once, many), manyPsi, manyNoise, true, weights, dPsi);
        Elbo expected = Elbo.differentiateByPsi(TinyModels.open(twice, many), manyPsi, manyNoise, true, expectedDPsi);
        expectedDPsi.scaleRows(weights);
        Elbo.differentiateByParameters(TinyModels.open(twice, many), manyPsi, manyNoise, true, weights);

        // Then
        assertThat(elbo.perDocument()).containsExactly(expected.perDocument(), within(1e-3));
        assertThat(dPsi.mean().values()).containsExactly(expectedDPsi.mean().values(), within(1e-3f));
        assertThat(dPsi.logVariance().values())
                .containsExactly(expectedDPsi.logVariance().values(), within(1e-3f));
        for (int p = 0; p < once.parameters().size(); p++) {
            assertThat(once.parameters().get(p).gradient().values())
                    .as(once.parameters().get(p).name())
                    .containsExactly(twice.parameters().get(p).gradient().values(), within(5e-3f));
        }
    }

    /** A document of weight 3 counts as three copies of it, one of weight 0 as if it were absent. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldCountEachDocumentByItsWeight(Kind kind) {
        // Given
        GenerativeModel weighted = model(kind);
        GenerativeModel repeated = model(kind);
        float[] weights = new float[documents.size()];
        weights[1] = 3;

        // When
        Elbo.differentiateByParameters(TinyModels.open(weighted, documents), psi, noise, false, weights);
        for (int i = 0; i < 3; i++) {
            Elbo.differentiateByParameters(
                    TinyModels.open(repeated, documents.subList(1, 2)), psi.rows(1, 1), noise.rows(1, 1), false);
        }

        // Then
        for (int p = 0; p < weighted.parameters().size(); p++) {
            assertThat(weighted.parameters().get(p).gradient().values())
                    .as(weighted.parameters().get(p).name())
                    .containsExactly(repeated.parameters().get(p).gradient().values(), within(1e-3f));
        }
    }

    /** Neither weights nor bias of an empty row of the vocabulary may ever change. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldGiveMaskedRowsNoDerivativeAtAll(Kind kind) {
        // Given
        GenerativeModel model = model(kind);

        // When
        Elbo.differentiateByParameters(TinyModels.open(model, documents), psi, noise, true);

        // Then
        int masked = TinyModels.VOCABULARY_SIZE - 1;
        assertThat(model.outputWeights().gradient().row(masked)).containsOnly(0);
        assertThat(model.outputBias().gradient().get(0, masked)).isZero();
    }
}
