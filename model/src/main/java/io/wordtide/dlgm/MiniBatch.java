package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.OffHeapMatrix;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import java.util.function.Consumer;

/**
 * The documents of a mini-batch, in blocks, under a generative model whose parameters must not change until the
 * mini-batch is closed.
 *
 * <p>Blocks are computed in parallel. Their number depends only on the size of the mini-batch, and their sums are added
 * in block order, so that results do not depend on the number of threads. Its scratch memory belongs to the process and
 * is given back when it is closed; one that is not closed is left to the garbage collector. Not thread-safe.
 */
public final class MiniBatch implements AutoCloseable {

    private static final ThreadLocal<TileGradient> TILE_GRADIENT = ThreadLocal.withInitial(TileGradient::new);

    private final GenerativeModel model;
    private final OutputTiles tiles;
    private final SoftmaxScratch scratch;
    private final List<DocumentBlock> blocks;
    private final List<DocumentCounts> documents;
    private final Workers workers;
    private boolean isClosed;

    MiniBatch(
            GenerativeModel model,
            SoftmaxScratch scratch,
            List<DocumentCounts> documents,
            List<DocumentBlock> blocks,
            Workers workers) {
        this.model = model;
        this.scratch = scratch;
        this.tiles = scratch.tiles();
        this.documents = documents;
        this.blocks = blocks;
        this.workers = workers;
    }

    public GenerativeModel model() {
        return model;
    }

    public List<DocumentCounts> documents() {
        return documents;
    }

    public int size() {
        return documents.size();
    }

    public List<DocumentBlock> blocks() {
        return blocks;
    }

    /** Ends the use of this mini-batch and its blocks. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            scratch.giveBack();
        }
    }

    /** Runs a computation on each block, several at a time. */
    public void forEachBlock(Consumer<DocumentBlock> computation) {
        workers.forEach(blocks.size(), i -> computation.accept(blocks.get(i)));
    }

    /**
     * The Fisher information of one token about h, C = W' diag(p) W - mean (W' mu_d)(W' mu_d)', [H, H], in the last
     * pass of all blocks, which must have kept its exponentials. Means are over tokens, without documents whose mu is
     * NaN; p is the mean of mu_d.
     */
    public Matrix hiddenFisher() {
        double[][] weights = tokenShares();
        Matrix[] products = new Matrix[tiles.count()]; // [H + 2, H + 2] each
        workers.forEach(
                products.length, tile -> products[tile] = tiles.weightedProduct(tile, probabilities(tile, weights)));
        Matrix expected = Matrix.zeros(size(), model.outputWeights().value().columns());
        forEachBlock(block -> {
            Matrix ofBlock = block.expectedWeights();
            for (int d = 0; d < block.size(); d++) {
                double weight = weights[block.index()][d];
                for (int i = ofBlock.rowStart(d); i < ofBlock.rowStart(d + 1); i++) {
                    ofBlock.values()[i] = weight == 0 ? 0 : (float) Math.sqrt(weight) * ofBlock.values()[i];
                }
            }
            expected.setRows(block.first(), ofBlock);
        });
        return covariance(products, expected);
    }

    /** As {@link #hiddenFisher}, about z, [K, K], for the log-linear model and for one with a skip. */
    public Matrix latentFisher() {
        Matrix hiddenFisher = hiddenFisher();
        if (!model.skips()) {
            return hiddenFisher; // h = z
        }
        Matrix layerWeights = model.layerBesideSkip().weights().value();
        double[][] shares = tokenShares();
        Matrix active = Matrix.zeros(size(), layerWeights.columns());
        forEachBlock(block -> {
            Matrix hidden = block.hidden();
            for (int d = 0; d < block.size(); d++) {
                float root = (float) Math.sqrt(shares[block.index()][d]);
                int from = hidden.rowStart(d) + model.latentSize();
                int to = active.rowStart(block.first() + d);
                for (int i = 0; i < active.columns(); i++) {
                    active.values()[to + i] = hidden.values()[from + i] > 0 ? root : 0;
                }
            }
        });
        return LatentFisher.of(hiddenFisher, active, layerWeights);
    }

    /** Each document's share of the mini-batch's tokens; 0 if its mu is NaN. */
    private double[][] tokenShares() {
        double[][] shares = new double[blocks.size()][];
        double sum = 0;
        for (DocumentBlock block : blocks) {
            double[] ofBlock = new double[block.size()];
            for (int d = 0; d < ofBlock.length; d++) {
                ofBlock[d] = block.isFinite(d) ? block.tokenCount(d) : 0;
                sum += ofBlock[d];
            }
            shares[block.index()] = ofBlock;
        }
        for (double[] ofBlock : shares) {
            for (int d = 0; d < ofBlock.length; d++) {
                ofBlock[d] /= Math.max(1, sum);
            }
        }
        return shares;
    }

    /** Sum of the second moments' first H rows and columns, less the square of the expectation, [H, H]. */
    private static Matrix covariance(Matrix[] secondMoments, Matrix expected) {
        Matrix square = Matrix.zeros(expected.columns(), expected.columns());
        Gemm.transposedMultiplyAdd(expected, expected, square);
        Matrix covariance = Matrix.zeros(expected.columns(), expected.columns());
        for (int i = 0; i < covariance.rows(); i++) {
            for (int j = 0; j < covariance.columns(); j++) {
                double sum = -square.get(i, j);
                for (Matrix secondMoment : secondMoments) {
                    sum += secondMoment.get(i, j);
                }
                covariance.values()[covariance.rowStart(i) + j] = (float) sum;
            }
        }
        return covariance;
    }

    /** Sum of mu(z) over the documents, each with its weight, in the order of the blocks; for each row of a tile. */
    private float[] probabilities(int tile, double[][] weights) {
        float[] sums = new float[tiles.length(tile)];
        blocks.forEach(block -> block.kernel().addProbabilities(tile, weights[block.index()], sums));
        return sums;
    }

    /**
     * Adds the derivatives of sum_d w_d log p(x_d given z_d) by all parameters in the last pass of all blocks, which must
     * have been one for derivatives by parameters and has set the weights w_d; means over the samples of z_d.
     *
     * <pre>
     * dW_v = sum_d w_d (x_dv - N_d mu_dv) h_d,   db_v = sum_d w_d (x_dv - N_d mu_dv)
     * </pre>
     *
     * @param withCounts whether what the pass has kept lacks x_dv
     */
    void accumulateGradients(boolean withCounts) {
        Matrix dWeights = model.outputWeights().gradient();
        float[] dBias = model.outputBias().gradient().values();
        workers.forEach(tiles.count(), tile -> {
            addKept(tile, dWeights, dBias);
            if (withCounts) {
                blocks.forEach(block -> addObserved(tile, block, dWeights, dBias));
            }
        });
        blocks.forEach(block -> model.addHiddenGradients(block.hiddenPass().layerGradients()));
    }

    private void addKept(int tile, Matrix dWeights, float[] dBias) {
        TileGradient tileGradient = TILE_GRADIENT.get();
        OffHeapMatrix sum = tileGradient.sum;
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).kernel().multiplyKept(tile, sum, i == 0 ? 0 : 1);
        }
        Matrix gradient = tileGradient.read();
        for (int v = tiles.start(tile); v < Math.min(dWeights.rows(), tiles.end(tile)); v++) {
            int from = gradient.rowStart(v - tiles.start(tile));
            int to = dWeights.rowStart(v);
            for (int k = 0; k < dWeights.columns(); k++) {
                dWeights.values()[to + k] += gradient.values()[from + k];
            }
            dBias[v] += gradient.values()[from + dWeights.columns()];
        }
    }

    private void addObserved(int tile, DocumentBlock block, Matrix dWeights, float[] dBias) {
        Matrix hidden = block.weightedHidden();
        int end = tiles.end(tile);
        for (int d = 0; d < block.size(); d++) {
            DocumentCounts document = block.documents().get(d);
            int from = hidden.rowStart(d);
            for (int i = document.firstFrom(tiles.start(tile));
                    i < document.rows().length && document.rows()[i] < end;
                    i++) {
                float count = document.counts()[i];
                int to = dWeights.rowStart(document.rows()[i]);
                for (int k = 0; k < dWeights.columns(); k++) {
                    dWeights.values()[to + k] += count * hidden.values()[from + k];
                }
                dBias[document.rows()[i]] += block.weight(d) * count;
            }
        }
    }

    /** Scratch arrays of a thread for the gradient of a tile. */
    private static final class TileGradient {

        private final OffHeapMatrix sum = new OffHeapMatrix(); // [T, H + 2]
        private float[] values = new float[0];

        Matrix read() {
            if (values.length < sum.size()) {
                values = new float[sum.size()];
            }
            sum.read(values);
            return new Matrix(sum.rows(), sum.columns(), values);
        }
    }
}
