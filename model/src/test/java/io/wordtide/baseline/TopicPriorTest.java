package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.RecordedState;
import java.util.Arrays;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

class TopicPriorTest {

    /** E[log theta] of three topics, the first the most used. */
    private static final double[] EXPECTED_LOG = {-0.9, -2.5, -6};

    /** The part of the bound that contains alpha, nats per document, written out independently. */
    private static double bound(double[] alpha, double[] meanExpectedLog) {
        double bound = Gamma.logGamma(Arrays.stream(alpha).sum());
        for (int k = 0; k < alpha.length; k++) {
            bound += (alpha[k] - 1) * meanExpectedLog[k] - Gamma.logGamma(alpha[k]);
        }
        return bound;
    }

    @Test
    void shouldMakeANewtonStep() {
        // Given: alpha = (1, 1), E[log theta] = (-0.5, -1.5)
        TopicPrior prior = new TopicPrior(2, 1);

        // When
        prior.step(new double[] {-0.5, -1.5}, 0.1);

        // Then: psi(2) - psi(1) = 1, so the gradient is (0.5, -0.5); its sum is 0, so the constant in the Hessian
        // matrix
        // has no part, and with psi'(1) = pi^2 / 6 the step is 0.1 (0.5, -0.5) 6 / pi^2 = (0.0304, -0.0304)
        double step = 0.1 * 0.5 * 6 / (Math.PI * Math.PI);
        assertThat(prior.alpha()).containsExactly(new double[] {1 + step, 1 - step}, within(1e-9));
    }

    @Test
    void shouldMakeANewtonStepOfTheSum() {
        // Given: alpha = (1, 1), E[log theta] = (-1.1, -1.1)
        TopicPrior prior = new TopicPrior(2, 1);

        // When
        prior.step(new double[] {-1.1, -1.1}, 1);

        // Then: gradient (-0.1, -0.1); along (1, 1) the Hessian matrix is 2 psi'(2) - psi'(1) with psi'(2) = psi'(1) -
        // 1,
        // that is pi^2 / 6 - 2, so the step is 0.1 / (pi^2 / 6 - 2) = -0.282 for both
        double step = 0.1 / (Math.PI * Math.PI / 6 - 2);
        assertThat(prior.alpha()).containsExactly(new double[] {1 + step, 1 + step}, within(1e-9));
    }

    @Test
    void shouldHaveTheGradientOfTheBound() {
        // Given: three alphas that differ
        TopicPrior prior = new TopicPrior(3, 0.4);
        prior.step(EXPECTED_LOG, 0.3);
        double[] alpha = prior.alpha();

        double[] gradient = prior.gradient(EXPECTED_LOG);

        for (int k = 0; k < 3; k++) {
            double[] above = alpha.clone();
            double[] below = alpha.clone();
            above[k] += 1e-5;
            below[k] -= 1e-5;
            double difference = (bound(above, EXPECTED_LOG) - bound(below, EXPECTED_LOG)) / 2e-5;
            // third derivative of log Gamma below 100 here, times 1e-10 / 6; logGamma's own error of 1e-14 over 2e-5
            assertThat(gradient[k]).as("by alpha %d", k).isCloseTo(difference, within(1e-7));
        }
    }

    @Test
    void shouldRaiseTheBound() {
        TopicPrior prior = new TopicPrior(3, 0.4);
        double before = bound(prior.alpha(), EXPECTED_LOG);

        for (int i = 0; i < 20; i++) {
            prior.step(EXPECTED_LOG, 0.5);

            double after = bound(prior.alpha(), EXPECTED_LOG);
            assertThat(after).as("after step %d", i + 1).isGreaterThan(before);
            before = after;
        }
    }

    @Test
    void shouldFindTheAlphaThatDocumentsWereDrawnWith() {
        // Given: the proportions of 20,000 documents
        double[] ofDocuments = {1.2, 0.3, 0.05};
        double[] meanExpectedLog = meanLogProportions(ofDocuments, 20_000);

        // When
        TopicPrior prior = new TopicPrior(3, 0.5);
        for (int i = 0; i < 100; i++) {
            prior.step(meanExpectedLog, 0.5);
        }

        // Then: a standard error is about one in a hundred of each
        for (int k = 0; k < 3; k++) {
            assertThat(prior.alpha()[k]).isCloseTo(ofDocuments[k], within(0.04 * ofDocuments[k]));
        }
    }

    /** Gamma variables divided by their sum; log G(a) is drawn as log G(a + 1) + log U / a, which small a need. */
    private static double[] meanLogProportions(double[] alpha, int documentCount) {
        RandomGenerator random = new Well19937c(1);
        double[] mean = new double[alpha.length];
        for (int d = 0; d < documentCount; d++) {
            double[] logs = new double[alpha.length];
            for (int k = 0; k < alpha.length; k++) {
                double ofOneMore = new GammaDistribution(random, alpha[k] + 1, 1).sample();
                logs[k] = Math.log(ofOneMore) + Math.log(random.nextDouble()) / alpha[k];
            }
            double logSum = Math.log(Arrays.stream(logs).map(Math::exp).sum());
            for (int k = 0; k < alpha.length; k++) {
                mean[k] += (logs[k] - logSum) / documentCount;
            }
        }
        return mean;
    }

    @Test
    void shouldTakeNoMoreThanHalfOfAnAlphaInAStep() {
        // Given: a topic that is hardly used, for which a Newton step leads below 0
        TopicPrior prior = new TopicPrior(2, 0.1);

        // When
        prior.step(new double[] {-0.1, -100}, 1);

        // Then: the sum is far too large for E[log theta_2], so that both would fall below 0
        assertThat(prior.alpha()).containsExactly(0.05, 0.05);
    }

    @Test
    void shouldStayAtWhatTheRangeOfDoublesAllows() {
        TopicPrior prior = new TopicPrior(2, 0.003);

        for (int i = 0; i < 10; i++) {
            prior.step(new double[] {-1, -2000}, 1);
        }

        assertThat(prior.alpha()[1]).isEqualTo(TopicPrior.MINIMUM);
    }

    @Test
    void shouldLeaveASingleTopicAlone() {
        TopicPrior prior = new TopicPrior(1, 0.3);

        prior.step(new double[] {0}, 1);

        assertThat(prior.alpha()).containsExactly(0.3);
    }

    @Test
    void shouldRestoreItsState() {
        // Given
        TopicPrior original = new TopicPrior(3, 0.4);
        original.step(EXPECTED_LOG, 0.3);

        // When
        TopicPrior restored = new TopicPrior(3, 0.4);
        RecordedState.of(original::visitState).restoreInto(restored::visitState);

        // Then
        assertThat(restored.alpha()).isEqualTo(original.alpha());
    }
}
