package io.wordtide.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.ReferenceGenerativeModel;
import io.wordtide.dlgm.ReferencePsi;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps ascend the log posterior of z without noise, log p(x given z) - |z|^2 / 2, at z = mean. */
class NewtonRefinerTest {

    private static final int DOCUMENT_COUNT = 100;

    private static double logPosterior(ReferenceGenerativeModel model, DocumentCounts document, double[] latent) {
        double squaredNorm = 0;
        for (double z : latent) {
            squaredNorm += z * z;
        }
        return model.reconstruction(document, latent) - squaredNorm / 2;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldRaiseTheLogPosteriorOfNearlyAllDocuments(long seed) {
        // Given: the inference network's proposal, as random as a new one's
        GenerativeModel model = TinyModels.logLinear(seed);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model);
        List<DocumentCounts> documents = TinyModels.documents(seed, DOCUMENT_COUNT);
        VariationalParameters start = TinyModels.psi(seed, DOCUMENT_COUNT);

        // When
        VariationalParameters refined = new NewtonRefiner(2, TinyModels.LATENT_SIZE)
                .refine(model.open(documents), start, TinyModels.noise(seed));

        // Then
        int risen = 0;
        double gain = 0;
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            double before = logPosterior(
                    reference, documents.get(d), ReferencePsi.of(start, d).mean());
            double after = logPosterior(
                    reference, documents.get(d), ReferencePsi.of(refined, d).mean());
            risen += after > before ? 1 : 0;
            gain += after - before;
        }
        assertThat(risen).as("documents of 100 that rose").isGreaterThanOrEqualTo(95);
        assertThat(gain / DOCUMENT_COUNT).as("nats gained per document").isGreaterThan(0.5);
    }

    /**
     * K = 1, where a search can find the best z; a few steps come close, since the secant is exact in one dimension.
     */
    @Test
    void shouldFindTheExactOptimumInOneDimension() {
        // Given
        SeededNoise noise = TinyModels.noise(1);
        GenerativeModel model = new GenerativeModel(1, List.of(), 4, noise, 0.8, Workers.shared());
        List<DocumentCounts> documents = List.of(
                TinyModels.document(4, 0, 1, 0), TinyModels.document(0, 1, 0, 2), TinyModels.document(1, 1, 1, 1));

        // When
        VariationalParameters refined =
                new NewtonRefiner(8, 1).refine(model.open(documents), VariationalParameters.prior(3, 1), noise);

        // Then: to the grid's thousandth
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model);
        for (int d = 0; d < 3; d++) {
            assertThat((double) refined.mean().get(d, 0))
                    .as("mean of document %d", d)
                    .isCloseTo(bestOnGrid(reference, documents.get(d)), within(2e-3));
        }
    }

    private static double bestOnGrid(ReferenceGenerativeModel model, DocumentCounts document) {
        double best = 0;
        for (int i = -4_000; i <= 4_000; i++) {
            double z = i / 1000.0;
            if (logPosterior(model, document, new double[] {z}) > logPosterior(model, document, new double[] {best})) {
                best = z;
            }
        }
        return best;
    }

    /**
     * K = 1, words of weight 1 and -1 with logits +-(z - 2), so that E_mu[W] = tanh(z - 2) and the document of 6 and 2
     * tokens has g(z) = 4 - 8 tanh(z - 2) - z. At the start, z = 2, both words are equally probable: F = 1, P = 1 / (1
     * + 4 * 8).
     *
     * <pre>
     * step 1   alpha 1                                              z = 2 + 2 / 33 = 2.060606
     *          g(2.060606) = 4 - 8 tanh(0.060606) - 2.060606 = 1.455138
     * step 2   alpha 2 / (2 - 1.455138) = 3.670656                  z = 2.060606 + 3.670656 * 1.455138 / 33 = 2.222464
     *          log variance -log(1 + 8 * 1) = -2.197225
     * </pre>
     */
    @Test
    void shouldTakeTwoStepsAsByHand() {
        // When
        VariationalParameters refined = new NewtonRefiner(2, 1)
                .refine(handModel().open(List.of(TinyModels.document(6, 2))), at(2), TinyModels.noise(1));

        // Then: errors of 6.4e-4 in g, of which 3.7 / 33 is left twice
        assertThat(refined.mean().get(0, 0)).isCloseTo(2.222464f, within(2e-4f));
        assertThat(refined.logVariance().get(0, 0)).isCloseTo(-2.197225f, within(1e-4f));
    }

    /**
     * Initially words carried no information, F = 0; then F = 0.9 * 0 + 0.1 * 1, P = 1 / (1 + 4 * 8 * 0.1) = 1 / 4.2.
     *
     * <pre>
     * step 1   z = 2 + 2 / 4.2 = 2.476190    g = 4 - 8 tanh(0.476190) - 2.476190 = -2.021691
     * step 2   alpha 2 / (2 + 2.021691) = 0.497303, z = 2.476190 - 0.497303 * 2.021691 / 4.2 = 2.236811
     * </pre>
     */
    @Test
    void shouldShortenAStepThatWentTooFar() {
        // Given
        NewtonRefiner refiner = new NewtonRefiner(2, 1);
        GenerativeModel sayingNothing = new GenerativeModel(1, List.of(), 2, TinyModels.noise(1), 0, Workers.shared());
        refiner.refine(sayingNothing.open(List.of(TinyModels.document(6, 2))), at(2), TinyModels.noise(1));
        refiner.keep();

        // When
        VariationalParameters refined =
                refiner.refine(handModel().open(List.of(TinyModels.document(6, 2))), at(2), TinyModels.noise(1));

        // Then: errors of 6.4e-4 in g, half of which is left twice
        assertThat(refined.mean().get(0, 0)).isCloseTo(2.236811f, within(6e-4f));
    }

    /** A gradient of exactly 0 has neither slope nor curvature, which give no length. */
    @Test
    void shouldStayAtThePriorWhenTheWordsSayNothing() {
        // Given
        GenerativeModel model = new GenerativeModel(2, List.of(), 4, TinyModels.noise(1), 0, Workers.shared());

        // When
        VariationalParameters refined = new NewtonRefiner(3, 2)
                .refine(
                        model.open(List.of(TinyModels.document(3, 1))),
                        VariationalParameters.prior(1, 2),
                        TinyModels.noise(1));

        // Then
        assertThat(refined.mean().values()).containsExactly(0, 0);
    }

    private static GenerativeModel handModel() {
        GenerativeModel model = new GenerativeModel(1, List.of(), 2, TinyModels.noise(1), 0, Workers.shared());
        System.arraycopy(new float[] {1, -1}, 0, model.outputWeights().value().values(), 0, 2);
        System.arraycopy(new float[] {-2, 2}, 0, model.outputBias().value().values(), 0, 2);
        return model;
    }

    private static VariationalParameters at(float mean) {
        return new VariationalParameters(new Matrix(1, 1, new float[] {mean}), Matrix.zeros(1, 1));
    }

    /**
     * Without weights the words carry no information on z, so the posterior is the prior: one step of length 1 is
     * exact.
     */
    @Test
    void shouldReturnToThePriorWhenTheWordsSayNothing() {
        // Given
        GenerativeModel model = new GenerativeModel(2, List.of(), 4, TinyModels.noise(1), 0, Workers.shared());
        VariationalParameters start = VariationalParameters.prior(1, 2);
        start.mean().values()[0] = 3;

        // When
        VariationalParameters refined = new NewtonRefiner(1, 2)
                .refine(model.open(List.of(TinyModels.document(3, 1))), start, TinyModels.noise(1));

        // Then
        assertThat(refined.mean().values()).containsExactly(new float[] {0, 0}, within(1e-6f));
        assertThat(refined.logVariance().values()).containsExactly(new float[] {0, 0}, within(1e-6f));
    }

    @Test
    void shouldReturnTheProposalWhenThereAreNoSteps() {
        // Given
        VariationalParameters start = TinyModels.psi(5, 4);

        // When
        VariationalParameters refined = new NewtonRefiner(0, TinyModels.LATENT_SIZE)
                .refine(TinyModels.logLinear(5).open(TinyModels.documents(5, 4)), start, TinyModels.noise(5));

        // Then
        assertThat(refined).isNotSameAs(start);
        assertThat(refined.mean().values()).containsExactly(start.mean().values());
        assertThat(refined.logVariance().values())
                .containsExactly(start.logVariance().values());
    }

    @Test
    void shouldUseNoNoiseAndLeaveTheStartAlone() {
        // Given
        GenerativeModel model = TinyModels.logLinear(1);
        List<DocumentCounts> documents = TinyModels.documents(1, 5);
        VariationalParameters start = TinyModels.psi(1, 5);
        float[] mean = start.mean().values().clone();

        // When
        float[] one = refineAfresh(model, documents, start, 1);
        float[] other = refineAfresh(model, documents, start, 2);

        // Then
        assertThat(other).containsExactly(one);
        assertThat(start.mean().values()).containsExactly(mean);
    }

    private static float[] refineAfresh(
            GenerativeModel model, List<DocumentCounts> documents, VariationalParameters start, long seed) {
        return new NewtonRefiner(2, TinyModels.LATENT_SIZE)
                .refine(model.open(documents), start, TinyModels.noise(seed))
                .mean()
                .values();
    }

    @Test
    void shouldContinueAlikeWhenRestored() {
        // Given: the running average of the Fisher information remembers a mini-batch of another model
        NewtonRefiner original = new NewtonRefiner(2, TinyModels.LATENT_SIZE);
        original.refine(
                TinyModels.logLinear(7).open(TinyModels.documents(7, 5)), TinyModels.psi(7, 5), TinyModels.noise(7));
        original.keep();
        RecordedState state = RecordedState.of(original::visitState);
        GenerativeModel model = TinyModels.logLinear(8);
        List<DocumentCounts> documents = TinyModels.documents(8, 5);
        VariationalParameters start = TinyModels.psi(8, 5);

        // When
        NewtonRefiner restored = new NewtonRefiner(2, TinyModels.LATENT_SIZE);
        state.restoreInto(restored::visitState);
        VariationalParameters expected = original.refine(model.open(documents), start, TinyModels.noise(8));
        VariationalParameters actual = restored.refine(model.open(documents), start, TinyModels.noise(8));

        // Then
        assertThat(actual.mean().values()).containsExactly(expected.mean().values());
        assertThat(actual.logVariance().values())
                .containsExactly(expected.logVariance().values());
        assertThat(actual.mean().values())
                .as("without the memory")
                .isNotEqualTo(refineAfresh(model, documents, start, 8));
    }

    /** A document's result does not depend on earlier documents, once the refiner is frozen. */
    @Test
    void shouldRememberNothingMoreOnceFrozen() {
        // Given
        NewtonRefiner original = new NewtonRefiner(2, TinyModels.LATENT_SIZE);
        original.refine(
                TinyModels.logLinear(7).open(TinyModels.documents(7, 5)), TinyModels.psi(7, 5), TinyModels.noise(7));
        original.keep();
        Refiner frozen = original.frozen();
        String before = refineAlone(frozen);

        // When
        frozen.refine(
                TinyModels.logLinear(8).open(TinyModels.documents(8, 5)), TinyModels.psi(8, 5), TinyModels.noise(8));

        // Then
        assertThat(refineAlone(frozen)).isEqualTo(before);
        assertThat(frozen.frozen()).isSameAs(frozen);
        assertThat(frozen.stepCount()).isEqualTo(2);
        assertThat(refineAlone(original.frozen()))
                .as("the original still knows the same")
                .isEqualTo(before);
        assertThat(refineAlone(new NewtonRefiner(2, TinyModels.LATENT_SIZE)))
                .as("without its memory")
                .isNotEqualTo(before);
    }

    private static String refineAlone(Refiner refiner) {
        VariationalParameters refined = refiner.refine(
                TinyModels.logLinear(9).open(TinyModels.documents(9, 1)), TinyModels.psi(9, 1), TinyModels.noise(9));
        return Arrays.toString(refined.mean().values())
                + Arrays.toString(refined.logVariance().values());
    }
}
