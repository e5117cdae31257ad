package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * By hand for V = 3 words, K = 1, W = (log 2, 0, 0), b = 0, offset (0, 0, log 2). The document is the first of a
 * mini-batch of two, and so has a block of its own:
 *
 * <pre>
 * counts 2 1 0, N = 3     x W = 2 log 2 = 1.386294
 * z = 1     weights 2 1 2 of 5       log p = 2 log 2/5 + log 1/5 = -3.442019    E[W] = 2/5 log 2 = 0.277259
 *           d / dz = 1.386294 - 3 * 0.277259                     =  0.554518
 * z = -1    weights 1/2 1 2 of 7/2   log p = 2 log 1/7 + log 2/7 = -5.144583    E[W] = 1/7 log 2 = 0.099021
 *           d / dz = 1.386294 - 3 * 0.099021                     =  1.089231
 * </pre>
 */
class DocumentBlockTest {

    /** A relative error of 4e-5 in each weight, times 3 tokens. */
    private static final double TOLERANCE = 1.2e-4;

    private static final List<DocumentCounts> DOCUMENTS = List.of(TinyModels.document(2, 1));

    private final DocumentBlock block =
            model().open(DOCUMENTS, LOGIT_OFFSET).blocks().get(0);

    /** Offset of the logits, which is not learned. */
    private static final float[] LOGIT_OFFSET = {0, 0, (float) Math.log(2)};

    private static GenerativeModel model() {
        GenerativeModel model = new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = (float) Math.log(2);
        return model;
    }

    private static Matrix latent(float z) {
        return new Matrix(1, 1, new float[] {z});
    }

    @Test
    void shouldHoldItsDocuments() {
        // Given: one more than fit into a block
        List<DocumentCounts> documents = new ArrayList<>(Collections.nCopies(250, TinyModels.document(2, 1)));
        documents.add(TinyModels.document(0, 0, 5));

        // When
        List<DocumentBlock> blocks = model().open(documents, LOGIT_OFFSET).blocks();

        // Then
        DocumentBlock second = blocks.get(1);
        assertThat(blocks.get(0).documents()).isEqualTo(documents.subList(0, 125));
        assertThat(blocks.get(0).tokenCount(0)).isEqualTo(3);
        assertThat(second.first()).isEqualTo(125);
        assertThat(second.size()).isEqualTo(126);
        assertThat(second.tokenCount(125)).isEqualTo(5);
    }

    /** Of the two values by hand, (-3.442019 - 5.144583) / 2. */
    @Test
    void shouldGiveTheMeanLogLikelihoodOfSeveralSamples() {
        // When
        block.evaluate(new Matrix(2, 1, new float[] {1, -1}));
        double ofBoth = block.logLikelihood(0);
        block.evaluate(latent(1));

        // Then
        assertThat(ofBoth).isCloseTo(-4.293301, within(TOLERANCE));
        assertThat(block.logLikelihood(0)).as("of one again").isCloseTo(-3.442019, within(TOLERANCE));
    }

    @Test
    void shouldGiveTheLogLikelihoodAsByHandPassAfterPass() {
        // When
        block.evaluate(latent(1));
        double atOne = block.logLikelihood(0);
        block.evaluate(latent(-1));
        double atMinusOne = block.logLikelihood(0);

        // Then
        assertThat(atOne).isCloseTo(-3.442019, within(TOLERANCE));
        assertThat(atMinusOne).isCloseTo(-5.144583, within(TOLERANCE));
    }

    @Test
    void shouldGiveTheDerivativeByTheLatentAsByHand() {
        // Given: existing values are overwritten
        Matrix dLatent = latent(99);

        // When
        block.differentiate(latent(-1), dLatent);

        // Then
        assertThat((double) dLatent.get(0, 0)).isCloseTo(1.089231, within(TOLERANCE));
        assertThat((double) block.expectedWeights().get(0, 0)).isCloseTo(0.099021, within(TOLERANCE));
        assertThat(block.logLikelihood(0)).isCloseTo(-5.144583, within(TOLERANCE));
    }

    @Test
    void shouldKeepTheProbabilitiesWhenAskedTo() {
        // Given: probabilities are added
        float[] sums = {1, 1, 1};
        Matrix dLatent = latent(0);

        // When
        block.differentiateAndKeep(latent(1), dLatent);
        block.kernel().addProbabilities(0, new double[] {1}, sums);

        // Then
        assertThat(sums).containsExactly(new float[] {1.4f, 1.2f, 1.4f}, within(4e-5f));
        assertThat((double) dLatent.get(0, 0)).isCloseTo(0.554518, within(TOLERANCE));
        assertThat((double) block.expectedWeights().get(0, 0)).isCloseTo(0.277259, within(TOLERANCE));
    }

    /** The caller's array is free again; parameters do not change before the mini-batch is closed. */
    @Test
    void shouldStandUnderTheOffsetOfWhenItWasOpened() {
        // Given
        GenerativeModel model = model();
        float[] offset = LOGIT_OFFSET.clone();
        DocumentBlock opened = model.open(DOCUMENTS, offset).blocks().get(0);

        // When
        offset[2] = 7;
        opened.evaluate(latent(1));

        // Then
        assertThat(opened.logLikelihood(0)).isCloseTo(-3.442019, within(TOLERANCE));
    }

    /** A frozen model does not reuse for one offset what it prepared for another: 3 log(1 / 3) at z = 0 without one. */
    @Test
    void shouldStandUnderTheOffsetItWasOpenedWithWhenTheModelIsFrozen() {
        // Given
        GenerativeModel frozen = model().frozen(Workers.shared());
        frozen.open(DOCUMENTS, LOGIT_OFFSET);

        // When
        DocumentBlock withoutOffset = frozen.open(DOCUMENTS).blocks().get(0);
        withoutOffset.evaluate(latent(0));
        double withoutIt = withoutOffset.logLikelihood(0);
        DocumentBlock withOffset = frozen.open(DOCUMENTS, LOGIT_OFFSET).blocks().get(0);
        withOffset.evaluate(latent(1));

        // Then
        assertThat(withoutIt).isCloseTo(-3.295837, within(TOLERANCE));
        assertThat(withOffset.logLikelihood(0)).isCloseTo(-3.442019, within(TOLERANCE));
    }

    /** A frozen model's output layer stays in the scratch memory until another model has used it. */
    @Test
    void shouldStandUnderItsOwnParametersWhenModelsTakeTurnsWithScratchMemory() {
        // Given
        GenerativeModel frozen = model().frozen(Workers.shared());
        GenerativeModel other = TinyModels.wide(1, false, Workers.shared());
        List<Double> logLikelihoods = new ArrayList<>();

        for (int turn = 0; turn < 3; turn++) {
            // When
            try (MiniBatch miniBatch = frozen.open(DOCUMENTS, LOGIT_OFFSET)) {
                DocumentBlock first = miniBatch.blocks().get(0);
                first.evaluate(latent(1));
                logLikelihoods.add(first.logLikelihood(0));
            }
            if (turn > 0) {
                TinyModels.open(other, TinyModels.wideDocuments(1, 4)).close();
            }
        }

        // Then
        assertThat(logLikelihoods).allSatisfy(each -> assertThat(each).isCloseTo(-3.442019, within(TOLERANCE)));
    }

    @Test
    void shouldNameBothShapesWhenTheOffsetHasAnother() {
        assertThatThrownBy(() -> model().open(DOCUMENTS, new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a logit offset of shape [3], one for each row of the vocabulary, found [2]");
    }

    @Test
    void shouldHaveNoLogLikelihoodWhereTheLatentIsNoNumber() {
        // When
        block.evaluate(latent(Float.NaN));
        double notANumber = block.logLikelihood(0);
        block.evaluate(latent(1));

        // Then
        assertThat(notANumber).isNaN();
        assertThat(block.logLikelihood(0)).as("at a number again").isCloseTo(-3.442019, within(TOLERANCE));
    }
}
