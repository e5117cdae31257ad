package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.ReferenceElbo;
import io.wordtide.dlgm.ReferenceGenerativeModel;
import io.wordtide.dlgm.ReferencePsi;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.learn.LearnerConfig.Input;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.refine.AdamRefiner;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.RecordedState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The learner takes psi* of a document or keeps psi(x), whichever has the higher bound under the noise that psi(x) is
 * scored with. A learner of 3 mini-batches continues with refiners of one Adam step, at harmless and at harmful rates;
 * beside it, a learner of the same state refines nothing, and so embeds psi(x).
 */
class KeptProposalTest {

    private static final int DOCUMENT_COUNT = 8;
    private static final int LATENT_SIZE = 4;

    private static final int LEARNED = 3;
    private static final List<List<BagOfWords>> MINI_BATCHES = TwoTopics.miniBatches(1, LEARNED + 2, DOCUMENT_COUNT);

    /** Bounds closer than this may compare differently in float: 20 tokens times the 4e-5 of the exponential, twice. */
    private static final double TOO_CLOSE = 2 * 20 * 4e-5;

    /** Both decoders and both targets of the inference network; the logits consist of parameters only. */
    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets().stream()
                .map(config -> TinyConfigs.vary(
                        config,
                        Map.of(
                                "refinement.refiner",
                                RefinerKind.ADAM,
                                "inference.input",
                                Input.NORMALIZED_COUNTS,
                                "decoder.unigramBias",
                                false,
                                "refinement.steps",
                                1)))
                .distinct() // two presets differ only in the refiner
                .toList();
    }

    private static OnlineLearner learned(LearnerConfig config) {
        OnlineLearner learner = new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
        MINI_BATCHES.subList(0, LEARNED).forEach(learner::learn);
        // weights that make psi matter, which a decoder would take much longer to learn
        for (Parameter parameter : model(learner).parameters()) {
            float[] live = LiveArrays.of(learner, parameter.name());
            TinyModels.noise(parameter.name().length()).fillUniform(live, 0.8);
        }
        return learner;
    }

    /** A learner of the same state with another refiner. */
    private static OnlineLearner goingOn(OnlineLearner learned, int steps, double learningRate) {
        LearnerConfig config = TinyConfigs.vary(
                learned.config(), Map.of("refinement.steps", steps, "refinement.learningRate", learningRate));
        OnlineLearner learner = new OnlineLearner(config, TwoTopics.vocabulary(), new DocumentFrequencies());
        RecordedState.of(learned::visitState).restoreInto(learner::visitState);
        return learner;
    }

    private static VariationalParameters embedded(StepReport report) {
        VariationalParameters psi = VariationalParameters.prior(DOCUMENT_COUNT, LATENT_SIZE);
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            EmbeddedDocument document = report.documents().get(d).orElseThrow();
            psi.setRows(
                    d,
                    new VariationalParameters(
                            new Matrix(1, LATENT_SIZE, document.mean()),
                            new Matrix(1, LATENT_SIZE, document.logVariance())));
        }
        return psi;
    }

    /** The learner's current generative model. */
    private static GenerativeModel model(OnlineLearner learner) {
        LearnerParts parts = new LearnerParts(
                learner.config(), learner.vocabulary(), learner.documentFrequencies(), Workers.shared());
        GenerativeModel model = parts.generativeModel();
        for (Parameter parameter : model.parameters()) {
            float[] live = LiveArrays.of(learner, parameter.name());
            System.arraycopy(live, 0, parameter.value().values(), 0, live.length);
        }
        return model;
    }

    private static SeededNoise noise(OnlineLearner learner, Purpose purpose) {
        return SeededNoise.of(learner.config().seed(), learner.version(), purpose);
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldTakeWhatRaisesTheBoundAndKeepTheProposalOtherwise(LearnerConfig config) {
        // Given
        OnlineLearner learned = learned(config);
        GenerativeModel model = model(learned);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model);
        List<DocumentCounts> documents = MINI_BATCHES.get(LEARNED).stream()
                .map(learned.vocabulary()::index)
                .toList();
        Matrix scoringNoise = noise(learned, Purpose.AMORTIZED_BOUND).gaussian(DOCUMENT_COUNT, LATENT_SIZE);
        VariationalParameters proposed = embedded(goingOn(learned, 0, 1).learn(MINI_BATCHES.get(LEARNED)));
        int taken = 0;
        int kept = 0;

        for (double learningRate : new double[] {0.01, 0.1, 0.3, 1, 10}) {
            // When
            VariationalParameters actual =
                    embedded(goingOn(learned, 1, learningRate).learn(MINI_BATCHES.get(LEARNED)));

            // Then
            VariationalParameters refined = new AdamRefiner(1, learningRate)
                    .refine(model.open(documents), proposed, noise(learned, Purpose.REFINEMENT));
            for (int d = 0; d < DOCUMENT_COUNT; d++) {
                double proposedElbo = ReferenceElbo.of(
                        reference,
                        documents.get(d),
                        ReferencePsi.of(proposed, d),
                        scoringNoise.row(d),
                        config.objective().antithetic());
                double refinedElbo = ReferenceElbo.of(
                        reference,
                        documents.get(d),
                        ReferencePsi.of(refined, d),
                        scoringNoise.row(d),
                        config.objective().antithetic());
                if (refinedElbo > proposedElbo + TOO_CLOSE) {
                    taken++;
                    // Adam's first step is the rate times the derivative's sign, whatever its last bits
                    assertThat(actual.mean().row(d))
                            .as("mean of document %d, whose bound rose at rate %s", d, learningRate)
                            .containsExactly(refined.mean().row(d), within(1e-4f));
                    assertThat(actual.logVariance().row(d))
                            .containsExactly(refined.logVariance().row(d), within(1e-4f));
                } else if (refinedElbo < proposedElbo - TOO_CLOSE) {
                    kept++;
                    assertThat(actual.mean().row(d))
                            .as("mean of document %d, whose bound fell at rate %s", d, learningRate)
                            .containsExactly(proposed.mean().row(d));
                    assertThat(actual.logVariance().row(d))
                            .containsExactly(proposed.logVariance().row(d));
                }
            }
        }
        assertThat(taken).as("documents whose bound rose, of 40").isGreaterThan(10);
        assertThat(kept).as("documents whose bound fell, of 40").isGreaterThan(10);
    }

    /** Steps that move psi to where every bound is NaN or beyond the range of a float. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldStayFiniteWithARefinerThatDiverges(LearnerConfig config) {
        for (double learningRate : new double[] {1e3, 1e6, 1e30, 1e300}) {
            // Given
            OnlineLearner learned = learned(config);
            OnlineLearner diverging = goingOn(learned, 2, learningRate);
            // steps too short to change a float; without any, there would be one noise less
            OnlineLearner unrefined = goingOn(learned, 2, 1e-30);

            for (List<BagOfWords> miniBatch : MINI_BATCHES.subList(LEARNED, MINI_BATCHES.size())) {
                // When
                StepReport report = diverging.learn(miniBatch);
                StepReport expected = unrefined.learn(miniBatch);

                // Then: except for the kernel's shift, which comes from the pass before
                assertThat(embedded(report).mean().values())
                        .as("means at rate %s", learningRate)
                        .containsExactly(embedded(expected).mean().values(), within(1e-4f));
                assertThat(report.scores().orElseThrow().elbo())
                        .isCloseTo(expected.scores().orElseThrow().elbo(), within(1e-2));
                assertThat(report.documents())
                        .allSatisfy(
                                document -> assertThat(document.orElseThrow().elboPerToken())
                                        .isFinite());
            }
        }
    }
}
