package io.wordtide.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.ReferenceElbo;
import io.wordtide.dlgm.ReferenceGenerativeModel;
import io.wordtide.dlgm.ReferencePsi;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamRefinerTest {

    private static final int DOCUMENT_COUNT = 6;

    /**
     * Adam's first step is as long as the rate, so short that the bound is linear; measured in double, without
     * rounding.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotLowerTheElboByASmallStepWithTheNoiseItUsed(boolean deep) {
        for (long seed = 1; seed <= 20; seed++) {
            // Given
            GenerativeModel model = deep ? TinyModels.deep(seed) : TinyModels.logLinear(seed);
            List<DocumentCounts> documents = TinyModels.documents(seed, DOCUMENT_COUNT);
            VariationalParameters start = TinyModels.psi(seed, DOCUMENT_COUNT);
            SeededNoise noise = TinyModels.noise(seed);
            Matrix noiseOfStep = noise.part(1).gaussian(DOCUMENT_COUNT, TinyModels.LATENT_SIZE);

            // When
            VariationalParameters refined = new AdamRefiner(1, 1e-3).refine(model.open(documents), start, noise);

            // Then
            ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model);
            for (int d = 0; d < DOCUMENT_COUNT; d++) {
                double before = elbo(reference, documents.get(d), start, d, noiseOfStep);
                double after = elbo(reference, documents.get(d), refined, d, noiseOfStep);
                assertThat(after).as("ELBO of document %d, seed %d", d, seed).isGreaterThan(before);
            }
        }
    }

    private static double elbo(
            ReferenceGenerativeModel model, DocumentCounts document, VariationalParameters psi, int d, Matrix noise) {
        return ReferenceElbo.of(model, document, ReferencePsi.of(psi, d), noise.row(d), false);
    }

    /** With fresh noise each step and many steps, the bound rises for noise that no step has seen. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRaiseTheElboOfAllDocumentsTogetherWithManySteps(boolean deep) {
        // Given
        GenerativeModel model = deep ? TinyModels.deep(3) : TinyModels.logLinear(3);
        List<DocumentCounts> documents = TinyModels.documents(3, DOCUMENT_COUNT);
        VariationalParameters start = TinyModels.psi(3, DOCUMENT_COUNT);

        // When
        VariationalParameters refined =
                new AdamRefiner(200, 0.02).refine(model.open(documents), start, TinyModels.noise(3));

        // Then: by nats, while the steps' noise is tenths
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model);
        assertThat(averageElbo(reference, documents, refined))
                .isGreaterThan(averageElbo(reference, documents, start) + 1);
    }

    private static double averageElbo(
            ReferenceGenerativeModel model, List<DocumentCounts> documents, VariationalParameters psi) {
        double sum = 0;
        for (int seed = 100; seed < 200; seed++) {
            Matrix noise = TinyModels.gaussian(seed, DOCUMENT_COUNT);
            sum += ReferenceElbo.sum(model, documents, TinyModels.reference(psi), noise, true);
        }
        return sum / 100;
    }

    /** The first step moves each number by the rate, whatever its derivative's size. */
    @Test
    void shouldMoveByTheRateInOneStepAndLeaveTheStartAlone() {
        // Given
        VariationalParameters start = TinyModels.psi(5, DOCUMENT_COUNT);
        float[] mean = start.mean().values().clone();

        // When
        VariationalParameters refined = new AdamRefiner(1, 0.01)
                .refine(
                        TinyModels.logLinear(5).open(TinyModels.documents(5, DOCUMENT_COUNT)),
                        start,
                        TinyModels.noise(5));

        // Then
        assertThat(start.mean().values()).containsExactly(mean);
        for (int i = 0; i < mean.length; i++) {
            float moved = Math.abs(refined.mean().values()[i] - mean[i]);
            assertThat(moved).isCloseTo(0.01f, within(1e-5f));
            float movedVariance = Math.abs(
                    refined.logVariance().values()[i] - start.logVariance().values()[i]);
            assertThat(movedVariance).isCloseTo(0.01f, within(1e-5f));
        }
    }

    @Test
    void shouldReturnTheProposalWhenThereAreNoSteps() {
        // Given
        VariationalParameters start = TinyModels.psi(5, DOCUMENT_COUNT);

        // When
        VariationalParameters refined = new AdamRefiner(0, 0.01)
                .refine(TinyModels.deep(5).open(TinyModels.documents(5, DOCUMENT_COUNT)), start, TinyModels.noise(5));

        // Then
        assertThat(refined.mean().values()).containsExactly(start.mean().values());
        assertThat(refined.logVariance().values())
                .containsExactly(start.logVariance().values());
    }

    @Test
    void shouldDependOnNothingButItsArguments() {
        // Given
        AdamRefiner refiner = new AdamRefiner(3, 0.01);
        GenerativeModel model = TinyModels.deep(5);
        List<DocumentCounts> documents = TinyModels.documents(5, DOCUMENT_COUNT);
        VariationalParameters start = TinyModels.psi(5, DOCUMENT_COUNT);

        // When
        float[] first = refiner.refine(model.open(documents), start, TinyModels.noise(5))
                .mean()
                .values();
        float[] again = refiner.refine(model.open(documents), start, TinyModels.noise(5))
                .mean()
                .values();
        float[] otherNoise = refiner.refine(model.open(documents), start, TinyModels.noise(6))
                .mean()
                .values();

        // Then
        assertThat(again).containsExactly(first);
        assertThat(otherNoise).isNotEqualTo(first);
    }
}
