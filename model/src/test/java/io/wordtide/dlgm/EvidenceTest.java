package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bound is a bound: with K = 1 log p(x) = log of the integral of p(x given z) N(z; 0, 1) can be computed. */
class EvidenceTest {

    private static final int SAMPLE_COUNT = 4_000;
    private static final DocumentCounts DOCUMENT = TinyModels.document(5, 0, 2, 1);

    /** Half of it N(0, 1), half of it about N(-2, 1). */
    private static LatentPrior mixture() {
        LatentPrior prior = new LatentPrior(2, 1, 1);
        Matrix means = Matrix.zeros(500, 1);
        Arrays.fill(means.values(), 250, 500, -2.2f);
        prior.learn(means);
        for (int i = 0; i < 20; i++) {
            prior.learn(means);
        }
        return prior;
    }

    private static GenerativeModel model(boolean deep, LatentPrior prior) {
        SeededNoise noise = SeededNoise.of(8, 0, Purpose.INITIAL_WEIGHTS);
        List<Integer> hiddenSizes = deep ? List.of(5, 4) : List.of();
        GenerativeModel model =
                new GenerativeModel(prior, new DecoderShape(1, hiddenSizes, false), 4, 4, noise, 1, Workers.shared());
        model.hiddenParameters().forEach(parameter -> parameter.initialize(noise.part(9), 1.5));
        return model;
    }

    /** Trapezoids of 0.01 from -8 to 8; the mass outside is 1e-15. */
    private static double logEvidence(ReferenceGenerativeModel model, LatentPrior prior) {
        double sum = 0;
        for (int i = -800; i <= 800; i++) {
            double z = 0.01 * i;
            double logPrior = prior.logRatioToStandardNormal(new Matrix(1, 1, new float[] {(float) z}), 0)
                    - 0.5 * z * z
                    - 0.5 * Math.log(2 * Math.PI);
            sum += 0.01 * Math.exp(model.reconstruction(DOCUMENT, new double[] {z}) + logPrior);
        }
        return Math.log(sum);
    }

    @ParameterizedTest
    @CsvSource({"false, 0, 0", "false, 1, -1", "false, -0.5, 1", "true, 0, 0", "true, 1, -1", "true, -0.5, 1"})
    void shouldStayBelowTheEvidenceWhateverPsi(boolean deep, float mean, float logVariance) {
        shouldStayBelowTheEvidence(deep, LatentPrior.standardNormal(1), mean, logVariance);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, -1", "-1, -1", "-2, 0", "-2.2, -3"})
    void shouldStayBelowTheEvidenceWithAMixtureAsPrior(float mean, float logVariance) {
        shouldStayBelowTheEvidence(false, mixture(), mean, logVariance);
    }

    private static void shouldStayBelowTheEvidence(boolean deep, LatentPrior prior, float mean, float logVariance) {
        // Given
        GenerativeModel model = model(deep, prior);
        double logEvidence = logEvidence(new ReferenceGenerativeModel(model), prior);

        // When: the same document many times, each time with other noise
        double[] elbo = sampledElbo(model, mean, logVariance);

        // Then: within four standard errors of the mean
        double average = Arrays.stream(elbo).average().orElseThrow();
        double variance = Arrays.stream(elbo)
                .map(value -> (value - average) * (value - average))
                .average()
                .orElseThrow();
        assertThat(average).isLessThan(logEvidence + 4 * Math.sqrt(variance / SAMPLE_COUNT));
    }

    private static double[] sampledElbo(GenerativeModel model, float mean, float logVariance) {
        VariationalParameters psi = VariationalParameters.prior(SAMPLE_COUNT, 1);
        Arrays.fill(psi.mean().values(), mean);
        Arrays.fill(psi.logVariance().values(), logVariance);
        Matrix noise = SeededNoise.of(8, 1, Purpose.REFINED_BOUND).gaussian(SAMPLE_COUNT, 1);
        return Elbo.evaluate(model.open(Collections.nCopies(SAMPLE_COUNT, DOCUMENT)), psi, noise, true)
                .perDocument();
    }
}
