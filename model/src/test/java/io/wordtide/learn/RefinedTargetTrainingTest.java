package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.GradientCheck;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.ReferenceInferenceNetwork;
import io.wordtide.dlgm.ReferencePsi;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.nn.RowAdam;
import io.wordtide.nn.SparseInput;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.NormalizedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefinedTargetTrainingTest {

    private static final int DOCUMENT_COUNT = 5;

    /**
     * One dimension: q = N(1, 2), q* = N(3, 1): d/dmean = (3 - 1) / 2 = 1 and
     * d/dlogVariance = 1/2 ((1 + (3 - 1)^2) / 2 - 1) = 0.75.
     */
    @Test
    void shouldEqualTheDerivativesByHand() {
        // Given
        VariationalParameters psi = new VariationalParameters(
                new Matrix(1, 1, new float[] {1}), new Matrix(1, 1, new float[] {(float) Math.log(2)}));
        VariationalParameters target = new VariationalParameters(new Matrix(1, 1, new float[] {3}), Matrix.zeros(1, 1));

        // When
        VariationalParameters gradient = RefinedTargetTraining.negativeKlGradient(target, psi);

        // Then
        assertThat(gradient.mean().get(0, 0)).isCloseTo(1f, within(1e-6f));
        assertThat(gradient.logVariance().get(0, 0)).isCloseTo(0.75f, within(1e-6f));
    }

    @Test
    void shouldHaveNoDerivativeAtTheTarget() {
        // Given
        VariationalParameters psi = TinyModels.psi(1, 3);

        // When
        VariationalParameters gradient = RefinedTargetTraining.negativeKlGradient(psi.copy(), psi);

        // Then: exp(a) exp(-a) is 1 except for rounding
        assertThat(gradient.mean().values()).containsOnly(0);
        assertThat(gradient.logVariance().values()).containsExactly(new float[9], within(1e-6f));
    }

    /** -KL(q* || q) through both heads and both hidden layers. */
    @Test
    void shouldDifferentiateTheDivergenceByEveryParameterOfTheNetwork() {
        // Given
        InferenceNetwork network = TinyModels.inferenceNetwork(31);
        List<SparseInput> inputs = TinyModels.inputs(TinyModels.documents(31, DOCUMENT_COUNT));
        VariationalParameters target = TinyModels.psi(32, DOCUMENT_COUNT);
        List<ReferencePsi> referenceTarget = TinyModels.reference(target);
        ReferenceInferenceNetwork reference = new ReferenceInferenceNetwork(network);
        for (SparseInput input : inputs) {
            assertThat(reference.distanceToKink(input))
                    .as("distance to relu's kink; choose another seed")
                    .isGreaterThan(GradientCheck.REQUIRED_DISTANCE_TO_KINK);
        }
        DoubleSupplier negativeKl = () -> {
            double sum = 0;
            for (int d = 0; d < DOCUMENT_COUNT; d++) {
                sum -= referenceTarget.get(d).klTo(reference.psi(inputs.get(d)));
            }
            return sum;
        };

        // When
        InferenceNetwork.Forward forward = network.forward(inputs);
        network.accumulateGradients(forward, RefinedTargetTraining.negativeKlGradient(target, forward.psi()));

        // Then
        GradientCheck.check(network.parameters(), reference.parameters(), negativeKl);
    }

    private static final DocumentCounts FIRST = TinyModels.document(6, 2);
    private static final DocumentCounts SECOND = TinyModels.document(0, 0, 0, 0, 3, 5);

    /** Learns one document until the network knows its target, then another as often; KL(q* || q) of both. */
    private static double[] divergencesAfterBoth(int replayDocuments) {
        InferenceNetwork network = TinyModels.inferenceNetwork(5);
        RefinedTargetTraining training = new RefinedTargetTraining(
                network,
                new NormalizedCounts(),
                new Adam(network.parametersBehindInput(), 0.01, 0, Workers.shared()),
                Optional.of(new RowAdam(network.inputWeights(), 0.01)),
                new ReplayBuffer(replayDocuments, TinyModels.LATENT_SIZE),
                false);
        List<DocumentCounts> documents = List.of(FIRST, SECOND);
        VariationalParameters targets = TinyModels.psi(6, 2);
        for (int d = 0; d < 2; d++) {
            List<DocumentCounts> one = documents.subList(d, d + 1);
            for (int step = 0; step < 300; step++) {
                training.step(one, network.forward(TinyModels.inputs(one)), targets.rows(d, 1), TinyModels.noise(step));
            }
        }
        List<ReferencePsi> learned = TinyModels.reference(
                network.forward(TinyModels.inputs(documents)).psi());
        return IntStream.range(0, 2)
                .mapToDouble(d -> ReferencePsi.of(targets, d).klTo(learned.get(d)))
                .toArray();
    }

    /** Without replay the first document's target is forgotten while the second one's is learned. */
    @Test
    void shouldLearnTheTargetsAndKeepThoseOfDocumentsThatAreReplayed() {
        // When
        double[] without = divergencesAfterBoth(0);
        double[] with = divergencesAfterBoth(600);

        // Then: nats, down from 1 and more at the start
        assertThat(without[1]).isLessThan(0.02);
        assertThat(with[1]).isLessThan(0.02);
        assertThat(with[0]).isLessThan(0.02);
        assertThat(without[0]).isGreaterThan(10 * with[0]);
    }

    /**
     * The word a0, row 0, does not occur. The gradient of its weights w is that of the decay alone, -2 * 0.1 w, and the
     * first step of Adam is the learning rate, whatever the gradient's size.
     */
    @Test
    void shouldShrinkTheInputWeightsOfWordsThatDoNotOccurIfWeightsDecay() {
        // Given
        LearnerConfig config = TinyConfigs.vary(TinyConfigs.stream(), Map.of("objective.l2Weight", 0.1));
        OnlineLearner learner = new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
        int hiddenSize = config.inference().hiddenSize();
        float[] before = Arrays.copyOf(LiveArrays.of(learner, "inference.hidden1.weights"), hiddenSize);

        // When
        learner.learn(List.of(Bags.of("a1 a2 a2"), Bags.of("b1 b2")));

        // Then
        float[] expected = before.clone();
        for (int i = 0; i < hiddenSize; i++) {
            expected[i] -= (float) (Math.signum(before[i]) * config.inference().learningRate());
        }
        assertThat(Arrays.copyOf(LiveArrays.of(learner, "inference.hidden1.weights"), hiddenSize))
                .containsExactly(expected, within(1e-6f));
    }
}
