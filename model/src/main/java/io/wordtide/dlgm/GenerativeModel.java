package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.LayerGradient;
import io.wordtide.nn.Parameter;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generative model: z from its {@link LatentPrior}, then p(x given z) with logits gamma(z) = W h(z) + b + offset and
 * mu(z) = softmax(gamma(z)).
 *
 * <p>Log-linear ("1-layer") when there is no hidden layer, h(z) = z; deep ("3-layer") with two relu layers. With a skip
 * h(z) = [z, the last layer's output], so that the logits are W z + U deep(z) + b + offset; U begins at zero, and the
 * model as the log-linear one. The nearest published idea is that of Dieng et al., "Avoiding latent variable collapse
 * with generative skip models", AISTATS 2019; ours skips to the logits alone. The offset, [V], is not a parameter; the
 * caller passes it in: the log of a running unigram distribution, or zero, and {@link #MASKED} for empty rows of the
 * vocabulary.
 *
 * <p>See: Krishnan and Hoffman 2016, equation 1. Not thread-safe.
 */
public final class GenerativeModel {

    /** Logit offset of an empty vocabulary row: its probability is exactly 0, so that it has no effect. */
    public static final float MASKED = -1e30f;

    /** Smaller blocks would keep BLAS below its full speed. */
    private static final int LARGEST_BLOCK = 250;

    private final List<DenseLayer> hiddenLayers;
    private final boolean skips;
    private final UnitBeginnings unitBeginnings = new UnitBeginnings(); // with a skip
    private final Parameter outputWeights;
    private final Parameter outputBias;
    private final LatentPrior prior;
    private final int latentSize;
    private final int capacity; // largest V
    private final Workers workers;
    private final boolean isFrozen;
    private float @Nullable [] frozenOffset; // [V], of the last mini-batch
    private float @Nullable [] frozenBias; // [V], b + offset

    /**
     * @param hiddenSizes widths of the relu layers, empty for the log-linear model
     * @param initialBound initial weights are uniform in plus or minus this
     */
    public GenerativeModel(
            int latentSize,
            List<Integer> hiddenSizes,
            int vocabularySize,
            SeededNoise noise,
            double initialBound,
            Workers workers) {
        this(
                LatentPrior.standardNormal(latentSize),
                new DecoderShape(latentSize, hiddenSizes, false),
                vocabularySize,
                vocabularySize,
                noise,
                initialBound,
                workers);
    }

    /**
     * A model whose vocabulary may grow. As long as rows without a word are masked, its results have the same bits as
     * with all rows from the start.
     *
     * @param prior p(z), owned by the model from now on
     * @param vocabularySize V, rows to begin with
     * @param capacity what V may grow to
     */
    public GenerativeModel(
            LatentPrior prior,
            DecoderShape shape,
            int vocabularySize,
            int capacity,
            SeededNoise noise,
            double initialBound,
            Workers workers) {
        this.isFrozen = false;
        this.prior = prior;
        this.capacity = capacity;
        this.latentSize = shape.latentSize();
        this.skips = shape.skips();
        this.workers = workers;
        this.hiddenLayers = new ArrayList<>();
        int inputSize = latentSize;
        for (int size : shape.hiddenSizes()) {
            int number = hiddenLayers.size() + 1;
            hiddenLayers.add(new DenseLayer(
                    "generative.hidden" + number,
                    inputSize,
                    size,
                    DenseLayer.Activation.RELU,
                    noise.part(number),
                    skips ? 0 : initialBound));
            inputSize = size;
        }
        this.outputWeights = new Parameter(
                        "generative.output.weights", vocabularySize, skips ? latentSize + inputSize : inputSize)
                .initialize(noise.part(0), initialBound, skips ? latentSize : inputSize);
        this.outputBias = new Parameter("generative.output.bias", 1, vocabularySize);
    }

    private GenerativeModel(GenerativeModel other, Workers workers) {
        this.isFrozen = true;
        this.prior = other.prior.copy();
        this.capacity = other.capacity;
        this.latentSize = other.latentSize;
        this.workers = workers;
        this.hiddenLayers = other.hiddenLayers.stream().map(DenseLayer::frozen).toList();
        this.skips = other.skips;
        this.outputWeights = other.outputWeights.frozen();
        this.outputBias = other.outputBias.frozen();
    }

    /**
     * A copy that cannot be trained, for other threads; it must not be changed in any other way either. It is prepared
     * once for each offset array, which must not change afterwards.
     */
    public GenerativeModel frozen(Workers otherWorkers) {
        return new GenerativeModel(this, otherWorkers);
    }

    /** As {@link #open(List, float[])} with an offset of 0 for each word. */
    public MiniBatch open(List<DocumentCounts> documents) {
        return open(documents, new float[vocabularySize()]);
    }

    /**
     * Opens documents, none of them empty, under the current parameters. To be closed after use.
     *
     * @param logitOffset [V]
     */
    public MiniBatch open(List<DocumentCounts> documents, float[] logitOffset) {
        float[] bias = bias(logitOffset);
        SoftmaxScratch scratch = scratch(bias);
        int blockCount = blockCount(documents.size());
        List<SoftmaxKernel> kernels = scratch.kernels(blockCount);
        DocumentBlock[] blocks = new DocumentBlock[blockCount];
        workers.forEach(blockCount, i -> {
            int first = i * documents.size() / blockCount;
            int end = (i + 1) * documents.size() / blockCount;
            begin(kernels.get(i), end - first, blockCount);
            blocks[i] = new DocumentBlock(
                    i,
                    first,
                    documents.subList(first, end),
                    kernels.get(i),
                    new HiddenPass(hiddenLayers, skips, end - first),
                    outputWeights.value(),
                    bias,
                    prior);
        });
        return new MiniBatch(this, scratch, documents, List.of(blocks), workers);
    }

    /** Scratch memory with the output layer loaded. */
    private SoftmaxScratch scratch(float[] bias) {
        return isFrozen
                ? SoftmaxScratch.borrowFrozen(outputWeights.value(), bias, capacity, workers)
                : SoftmaxScratch.borrow(outputWeights.value(), bias, capacity, workers);
    }

    /** b + offset, [V]; a frozen model returns the same array again for the same offset. */
    private float[] bias(float[] logitOffset) {
        float[] last = frozenBias;
        if (last != null && logitOffset == frozenOffset) {
            return last;
        }
        if (logitOffset.length != vocabularySize()) {
            throw new IllegalArgumentException("expected a logit offset of shape [" + vocabularySize()
                    + "], one for each row of the vocabulary, found [" + logitOffset.length + "]");
        }
        float[] bias = Arrays.copyOf(outputBias.value().values(), vocabularySize());
        for (int v = 0; v < bias.length; v++) {
            bias[v] += logitOffset[v];
        }
        if (isFrozen) {
            frozenOffset = logitOffset;
            frozenBias = bias;
        }
        return bias;
    }

    /** A product with few rows costs hardly less than one with many, so one block shares out its tiles instead. */
    private void begin(SoftmaxKernel kernel, int documentCount, int blockCount) {
        if (blockCount == 1) {
            kernel.begin(documentCount, outputWeights.value().columns(), workers);
        } else {
            kernel.begin(documentCount, outputWeights.value().columns());
        }
    }

    private static int blockCount(int rowCount) {
        return (rowCount + LARGEST_BLOCK - 1) / LARGEST_BLOCK;
    }

    /**
     * Jacobian vectors J = E over the prior of d log mu(z) / dz, [V, K], by Monte Carlo.
     *
     * <p>With G(z) = dh/dz, [H, K]: J = W E[G(z)] - 1 E[(mu(z) W) G(z)]; one batched forward pass and no Jacobian per
     * sample of size V x K. For the log-linear model G = I. Source: Krishnan and Hoffman 2016, section 4, in closed
     * form.
     *
     * @param logitOffset [V]
     */
    public Matrix jacobianVectors(float[] logitOffset, SeededNoise noise, int sampleCount) {
        SoftmaxScratch scratch = scratch(bias(logitOffset));
        int blockCount = blockCount(sampleCount);
        List<SoftmaxKernel> kernels = scratch.kernels(blockCount);
        Matrix[] hiddenJacobians = new Matrix[blockCount]; // [H, K] sum of G
        Matrix common = Matrix.zeros(sampleCount, latentSize); // [S, K] (mu(z) W) G(z)
        workers.forEach(blockCount, i -> {
            int first = i * sampleCount / blockCount;
            Matrix latent = Matrix.zeros((i + 1) * sampleCount / blockCount - first, latentSize);
            noise.fillGaussian(latent, first);
            prior.shift(latent, first, sampleCount);
            HiddenPass pass = new HiddenPass(hiddenLayers, skips, latent.rows());
            SoftmaxKernel kernel = kernels.get(i);
            begin(kernel, latent.rows(), blockCount);
            kernel.run(pass.forward(latent), true, false);
            Matrix commonOfBlock = Matrix.zeros(latent.rows(), latentSize);
            pass.backward(kernel.expectedWeights(), commonOfBlock);
            common.setRows(first, commonOfBlock);
            hiddenJacobians[i] = hiddenJacobianSum(pass, latent.rows());
        });
        scratch.giveBack();
        Matrix meanJacobian = Matrix.zeros(outputWeights.value().columns(), latentSize); // [H, K]
        for (int i = 0; i < blockCount; i++) {
            for (int j = 0; j < meanJacobian.size(); j++) {
                meanJacobian.values()[j] += hiddenJacobians[i].values()[j] / sampleCount;
            }
        }
        Matrix vectors = Matrix.zeros(vocabularySize(), latentSize); // [V, K]
        Gemm.multiply(outputWeights.value(), meanJacobian, vectors);
        vectors.subtractFromRows(common.columnMeans());
        return vectors;
    }

    /** Sum of G over the rows of a pass, [H, K], one latent direction after the other. */
    private Matrix hiddenJacobianSum(HiddenPass pass, int rowCount) {
        Matrix jacobian = Matrix.zeros(outputWeights.value().columns(), latentSize); // [H, K]
        for (int k = 0; k < latentSize; k++) {
            Matrix direction = Matrix.zeros(rowCount, latentSize); // unit vectors of dimension k
            for (int row = 0; row < rowCount; row++) {
                direction.values()[direction.rowStart(row) + k] = 1;
            }
            float[] sum = new float[jacobian.rows()];
            pass.tangent(direction).addColumnSumsTo(sum);
            for (int unit = 0; unit < sum.length; unit++) {
                jacobian.values()[jacobian.rowStart(unit) + k] = sum[unit];
            }
        }
        return jacobian;
    }

    public int latentSize() {
        return latentSize;
    }

    /** V, rows. */
    public int vocabularySize() {
        return outputWeights.value().rows();
    }

    /** Adds rows, up to the capacity; their weights are the initial ones. */
    public void growTo(int vocabularySize) {
        outputWeights.growTo(vocabularySize, outputWeights.value().columns());
        outputBias.growTo(1, vocabularySize);
    }

    /** The hidden layer of a model with a skip. */
    DenseLayer layerBesideSkip() {
        return hiddenLayers.get(0);
    }

    /** Whether z itself is the first part of h(z), beside what the hidden layer makes of it. */
    public boolean skips() {
        return skips;
    }

    /**
     * Learns what does not follow a gradient, from the documents of a mini-batch: the prior, and where hidden units beside
     * a skip begin.
     *
     * @param refinedMeans of their refined q, [B, K], finite
     */
    public void learn(Matrix refinedMeans) {
        prior.learn(refinedMeans);
        if (skips) {
            unitBeginnings.learn(refinedMeans, layerBesideSkip());
        }
    }

    /** p(z). */
    public LatentPrior prior() {
        return prior;
    }

    /** W, [V, H]: a row for each word; with a skip [W, U], [V, K + H]. */
    public Parameter outputWeights() {
        return outputWeights;
    }

    /** b, [1, V]. */
    public Parameter outputBias() {
        return outputBias;
    }

    /** Adds a block's derivatives by the hidden layers' parameters, of each layer. */
    void addHiddenGradients(List<LayerGradient> ofBlock) {
        for (int layer = 0; layer < hiddenLayers.size(); layer++) {
            ofBlock.get(layer).addTo(hiddenLayers.get(layer));
        }
    }

    public List<Parameter> hiddenParameters() {
        return hiddenLayers.stream()
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(hiddenParameters());
        all.add(outputWeights);
        all.add(outputBias);
        return all;
    }

    /** Memory it holds, bytes. */
    public long memoryBytes() {
        return prior.memoryBytes()
                + parameters().stream().mapToLong(Parameter::memoryBytes).sum();
    }

    public void visitState(StateVisitor visitor) {
        parameters().forEach(parameter -> parameter.visitState(visitor));
        prior.visitState(visitor);
        if (skips) {
            unitBeginnings.visitState(visitor);
        }
    }
}
