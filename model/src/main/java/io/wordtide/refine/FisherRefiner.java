package io.wordtide.refine;

import io.wordtide.dlgm.DocumentBlock;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.NormaliserSurrogate;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;

/**
 * Steps in the Fisher metric for the deep model, only every eighth of which reads the vocabulary: four passes over it
 * gain as much as a hundred of Adam.
 *
 * <p>Steps without noise, which suit the log-linear model, do harm here: relus need the noise. But the errors of a
 * noise vector and its negative cancel in first order, so a step uses both:
 *
 * <pre>
 * logVariance_d = 1/2 (that of psi(x) - log(1 + N_d diag(F)))             once, then fixed
 * g_d           = mean of d log p(x_d given z) / dz at z = mean_d +- sigma_d s, + d log p(mean_d);   s = +-1 at random
 * mean_d       += alpha_d (I + N_d F)^-1 g_d
 * </pre>
 *
 * F is {@link FisherMetric}'s, from one word drawn for each document in the first pass. Before every eighth step a pair
 * of exact passes fits a {@link NormaliserSurrogate}, which guides these eight steps. alpha falls from 0.8 to 0.1, so
 * that the noise of the last steps averages out. A document whose gradient the last step has reversed has more
 * curvature than F says, like the longest fifth; its alpha is cut to the length that the secant gives.
 *
 * <p>Constants were chosen on trained models of 20 Newsgroups and Wikipedia and confirmed on other documents, seeds and
 * stages of training (docs/benchmarks.md). See: S. Amari, "Natural gradient works efficiently in learning", 1998. Not
 * thread-safe.
 */
public final class FisherRefiner implements Refiner {

    private static final int STEPS_OF_A_FIT = 8;

    private static final double OLD_FISHER_WEIGHT = 0.9;
    private static final double FIRST_LENGTH = 0.8;
    private static final double LAST_LENGTH = 0.1;
    private static final double LARGEST_CUT = 10;

    private static final long WORD_NOISE = 0;
    private static final long PASS_NOISE = 1;
    private static final long STEP_NOISE = 2;

    private final int stepCount;
    private final int latentSize;
    private final FisherMetric metric;

    public FisherRefiner(int stepCount, int latentSize) {
        this(stepCount, latentSize, new FisherMetric(latentSize, OLD_FISHER_WEIGHT));
    }

    private FisherRefiner(int stepCount, int latentSize, FisherMetric metric) {
        this.stepCount = stepCount;
        this.latentSize = latentSize;
        this.metric = metric;
    }

    @Override
    public VariationalParameters refine(MiniBatch miniBatch, VariationalParameters start, SeededNoise noise) {
        if (stepCount == 0) {
            return start.copy();
        }
        VariationalParameters refined = start.copy();
        BlockSteps[] steps = new BlockSteps[miniBatch.blocks().size()];
        Matrix wordGradients = Matrix.zeros(miniBatch.size(), latentSize);
        miniBatch.forEachBlock(block -> {
            steps[block.index()] = new BlockSteps(block, start.rows(block.first(), block.size()), noise);
            wordGradients.setRows(block.first(), steps[block.index()].firstPass());
        });
        metric.updateFrom(wordGradients);
        Matrix hiddenFisher = miniBatch.hiddenFisher();
        Matrix fisherLogVariance = metric.logVariance(miniBatch.documents());
        miniBatch.forEachBlock(block -> {
            BlockSteps blockSteps = steps[block.index()];
            blockSteps.run(hiddenFisher, fisherLogVariance.rows(block.first(), block.size()));
            refined.setRows(block.first(), blockSteps.psi);
        });
        return refined;
    }

    /** Inner steps; {@code stepCount / 8}, rounded up, pairs of passes over the vocabulary. */
    @Override
    public void keep() {
        metric.keep();
    }

    @Override
    public int stepCount() {
        return stepCount;
    }

    @Override
    public Refiner frozen() {
        return metric.isFrozen() ? this : new FisherRefiner(stepCount, latentSize, metric.frozen());
    }

    @Override
    public Refiner ofPart() {
        return new FisherRefiner(stepCount, latentSize, metric.copy());
    }

    @Override
    public double[] learned() {
        return metric.current();
    }

    @Override
    public void learn(double[] learned) {
        metric.replace(learned);
    }

    @Override
    public long memoryBytes() {
        return metric.memoryBytes();
    }

    @Override
    public void visitState(StateVisitor visitor) {
        metric.visitState(visitor);
    }

    /** The steps of one block and the arrays they need; allocates next to nothing in a step. */
    private final class BlockSteps {

        private final DocumentBlock block;
        private final VariationalParameters psi;
        private final SeededNoise noise;
        private final Matrix standardDeviation; // [n, K]
        private final Matrix signs; // [n, K]
        private final Matrix latent; // [n, K]
        private final Matrix direction; // [n, K]
        private final Matrix scratch; // [n, K]
        private final double[] lengths; // [n], alpha
        private final double[] slopes; // [n], direction' g of the last step
        private Matrix gradient; // [n, K], g
        private Matrix last; // [n, K], g of the last step

        BlockSteps(DocumentBlock block, VariationalParameters psi, SeededNoise noise) {
            this.block = block;
            this.psi = psi;
            this.noise = noise;
            this.standardDeviation = zeros();
            this.signs = zeros();
            this.latent = zeros();
            this.direction = zeros();
            this.scratch = zeros();
            this.gradient = zeros();
            this.last = zeros();
            this.lengths = new double[block.size()];
            this.slopes = new double[block.size()];
        }

        private Matrix zeros() {
            return Matrix.zeros(block.size(), latentSize);
        }

        /** The very first pass, at psi(x)'s own variance; returns the gradient of a word of each document, [n, K]. */
        Matrix firstPass() {
            psi.fillStandardDeviation(standardDeviation);
            drawSigns(noise.part(PASS_NOISE).part(1));
            psi.fillLatent(standardDeviation, signs, 1, latent);
            block.differentiateAndKeep(latent, gradient);
            return block.wordGradients(noise.part(WORD_NOISE), latentSize);
        }

        void run(Matrix hiddenFisher, Matrix fisherLogVariance) {
            NormaliserSurrogate surrogate = new NormaliserSurrogate(block, hiddenFisher);
            for (int step = 1; step <= stepCount; step++) {
                if (step % STEPS_OF_A_FIT == 1) {
                    fit(surrogate, step);
                }
                if (step == 1) {
                    takeVariance(fisherLogVariance);
                }
                drawSigns(noise.part(STEP_NOISE).part(step));
                psi.fillLatent(standardDeviation, signs, 1, latent);
                surrogate.differentiate(latent, gradient);
                psi.fillLatent(standardDeviation, signs, -1, latent);
                surrogate.differentiate(latent, scratch);
                average();
                metric.precondition(gradient, block.documents(), 1, scratch, direction);
                move(step);
            }
        }

        /** A pair of passes over the vocabulary; the very first pass is already done. */
        private void fit(NormaliserSurrogate surrogate, int step) {
            if (step > 1) {
                drawSigns(noise.part(PASS_NOISE).part(step));
                psi.fillLatent(standardDeviation, signs, 1, latent);
                block.differentiate(latent, scratch);
            }
            surrogate.takeFirstPass();
            psi.fillLatent(standardDeviation, signs, -1, latent);
            block.differentiate(latent, scratch);
            surrogate.takeSecondPass();
        }

        /** Averages both samples' gradients and adds the prior's. */
        private void average() {
            for (int i = 0; i < gradient.size(); i++) {
                gradient.values()[i] = 0.5f * (gradient.values()[i] + scratch.values()[i]);
            }
            block.prior().addGradient(psi.mean(), gradient);
        }

        private void drawSigns(SeededNoise stepNoise) {
            stepNoise.fillGaussian(signs, block.first());
            for (int i = 0; i < signs.size(); i++) {
                signs.values()[i] = Math.signum(signs.values()[i]);
            }
        }

        private void takeVariance(Matrix fisherLogVariance) {
            for (int i = 0; i < fisherLogVariance.size(); i++) {
                float own = psi.logVariance().values()[i];
                psi.logVariance().values()[i] = 0.5f * (own + fisherLogVariance.values()[i]);
            }
            psi.fillStandardDeviation(standardDeviation);
        }

        private void move(int step) {
            double planned = FIRST_LENGTH + (LAST_LENGTH - FIRST_LENGTH) * (step - 1) / Math.max(1, stepCount - 1);
            for (int d = 0; d < lengths.length; d++) {
                lengths[d] = step == 1 ? planned : Math.min(planned, secantLength(d));
                slopes[d] = direction.dotOfRow(gradient, d);
                float length = (float) lengths[d];
                for (int i = direction.rowStart(d); i < direction.rowStart(d + 1); i++) {
                    psi.mean().values()[i] += length * direction.values()[i];
                }
            }
            Matrix used = last;
            last = gradient;
            gradient = used;
        }

        /**
         * With the preconditioner P, the last step alpha P g left the part g' P gNext of its slope g' P g: its length
         * should have been alpha / (1 - part). Never longer than it was; unchanged if there was no slope.
         */
        private double secantLength(int d) {
            if (!(slopes[d] > 0)) {
                return lengths[d];
            }
            double gone = 1 - direction.dotOfRow(last, d) / slopes[d];
            return lengths[d] / Math.max(1, Math.min(LARGEST_CUT, gone));
        }
    }
}
