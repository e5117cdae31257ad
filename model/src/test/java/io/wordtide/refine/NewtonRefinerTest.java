package io.wordtide.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.ReferenceGenerativeModel;
import io.wordtide.dlgm.ReferencePsi;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the steps climb is the log posterior of z without noise, log p(x given z) - |z|^2 / 2, at z = mean. */
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
     * K = 1, where the best z can be found by trying; a few steps come near, since the secant is exact in one
     * dimension.
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

        // Then: to the grid of a thousandth
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
     * Without weights the words say nothing of z, so that the posterior is the prior: one step of length 1 is exact.
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
    void shouldGoOnAlikeWhenRestored() {
        // Given: the running average of the Fisher information remembers a mini-batch of another model
        NewtonRefiner original = new NewtonRefiner(2, TinyModels.LATENT_SIZE);
        original.refine(
                TinyModels.logLinear(7).open(TinyModels.documents(7, 5)), TinyModels.psi(7, 5), TinyModels.noise(7));
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
}
