package io.wordtide.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergedRefinerTest {

    private static final int DOCUMENT_COUNT = 20;

    /** Without weights the best Gaussian is the prior, mean 0 and log variance 0, wherever the start is. */
    @Test
    void shouldFindThePriorWhenTheWordsSayNothing() {
        // Given
        GenerativeModel model = new GenerativeModel(
                TinyModels.LATENT_SIZE,
                List.of(),
                TinyModels.VOCABULARY_SIZE,
                TinyModels.noise(1),
                0,
                Workers.shared());
        MiniBatch miniBatch = model.open(TinyModels.documents(1, DOCUMENT_COUNT));

        // When
        VariationalParameters refined =
                new ConvergedRefiner().refine(miniBatch, TinyModels.psi(1, DOCUMENT_COUNT), TinyModels.noise(1));

        // Then: the remaining KL divergence is at most what a relative gain of 1e-4 can miss in a round
        for (double divergence : refined.klToStandardNormal()) {
            assertThat(divergence).isCloseTo(0, within(0.01));
        }
    }

    /** More Adam steps than it takes, from where it ended, gain almost nothing under noise that no step has seen. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveNothingForFurtherSteps(boolean deep) {
        // Given
        GenerativeModel model = deep ? TinyModels.deep(3) : TinyModels.logLinear(3);
        MiniBatch miniBatch = model.open(TinyModels.documents(3, DOCUMENT_COUNT));
        VariationalParameters start = TinyModels.psi(3, DOCUMENT_COUNT);

        // When
        VariationalParameters refined = new ConvergedRefiner().refine(miniBatch, start, TinyModels.noise(3));
        VariationalParameters further = new AdamRefiner(1_000, 0.003).refine(miniBatch, refined, TinyModels.noise(4));

        // Then: nats per document; ended by a round that gained less than 1e-4 of 22, of which some 20 more may follow
        double atEnd = meanElbo(miniBatch, refined);
        assertThat(atEnd).isGreaterThan(meanElbo(miniBatch, start) + 0.5);
        assertThat(meanElbo(miniBatch, further)).isLessThan(atEnd + 0.05);
    }

    private static double meanElbo(MiniBatch miniBatch, VariationalParameters psi) {
        double sum = 0;
        for (int seed = 1_000; seed < 1_100; seed++) {
            Matrix noise = TinyModels.gaussian(seed, DOCUMENT_COUNT);
            sum += Elbo.evaluate(miniBatch, psi, noise, true).sum() / DOCUMENT_COUNT / 100;
        }
        return sum;
    }
}
