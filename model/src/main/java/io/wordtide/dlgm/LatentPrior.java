package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;

/**
 * The prior p(z): a mixture of Gaussians of unit covariance around the places where documents lie. With one component it
 * is N(0, I).
 *
 * <pre>
 * p(z)       = sum_c pi_c N(z; mu_c, I),   mu_0 = 0
 * KL(q || p) <= KL(q || N(0, I)) - log p(mean) / N(mean; 0, I)
 * d log p(z) / dz = sum_c r_c mu_c - z,   r_c = pi_c N(z; mu_c, I) / p(z)
 * </pre>
 *
 * The right side of the second line takes the place of the divergence, so that the ELBO stays a lower bound: it is that of
 * the model in which c is latent too, with q(c) = r_c at the mean of q(z), the best there is (Hershey and Olsen,
 * "Approximating the Kullback Leibler divergence between Gaussian mixture models", ICASSP 2007, section 7). Widths need
 * no parameters, since the decoder's weights scale z.
 *
 * <p>It is learned by EM over the stream: decayed sums of each component's share of the documents and of their refined
 * means, from which pi and mu follow. Once the first mini-batches have given the decoder a direction, each mini-batch
 * begins a component at one of its documents until all have begun. Deviation from the paper, whose prior is N(0, I).
 * Not thread-safe.
 */
public final class LatentPrior {

    /** By then, the latent space of a new model has taken shape; documents. */
    private static final long FIRST_BEGINNING = 250;

    /** What the document at which a component begins counts; documents. */
    private static final double BEGINNING_COUNT = 20;

    /** Documents at 0 that each component has from the start: one that explains nothing returns there. */
    private static final double PRIOR_COUNT = 5;

    /** A document farther out counts as if it lay at this multiple of sqrt(K), so that a freak cannot carry a mean off. */
    private static final double FARTHEST = 3;

    private final int capacity;
    private final int latentSize;
    private final double halfLife;
    private int size = 1; // components that have begun
    private long documents; // learned, without decay
    private double[] counts; // [capacity], decayed
    private double[] sums; // [capacity, K], decayed, row-major
    private double[] logWeights; // [size], log pi_c - mu_c' mu_c / 2
    private double[] means; // [size, K], row-major
    private double[] transposedMeans; // [K, size], row-major: a document's products with all means at once

    /**
     * @param capacity components in the end, at least 1; 1 for N(0, I)
     * @param latentSize K
     * @param halfLife documents after which a document counts half
     */
    public LatentPrior(int capacity, int latentSize, double halfLife) {
        this.capacity = capacity;
        this.latentSize = latentSize;
        this.halfLife = halfLife;
        this.counts = new double[capacity];
        this.sums = new double[capacity * latentSize];
        this.logWeights = new double[1];
        this.means = new double[latentSize];
        this.transposedMeans = means;
    }

    /** N(0, I), which does not learn. */
    public static LatentPrior standardNormal(int latentSize) {
        return new LatentPrior(1, latentSize, 1);
    }

    /** A copy that shares no array. */
    LatentPrior copy() {
        LatentPrior copy = new LatentPrior(capacity, latentSize, halfLife);
        copy.size = size;
        copy.documents = documents;
        copy.counts = counts.clone();
        copy.sums = sums.clone();
        copy.derive();
        return copy;
    }

    /** Components that have begun, that at 0 included. */
    public int size() {
        return size;
    }

    /** KL(q || p) of documents from {@code first}, or what bounds it from above, nats; [B]. */
    void fillKlDivergence(VariationalParameters psi, double[] target, int first, int count) {
        psi.fillKlToStandardNormal(target, first, count);
        if (size > 1) {
            double[] shares = new double[size];
            for (int d = first; d < first + count; d++) {
                target[d] -= fillShares(psi.mean(), d, shares);
            }
        }
    }

    /** log p(z) / N(z; 0, I) at a row of {@code latent}, nats. */
    double logRatioToStandardNormal(Matrix latent, int row) {
        return fillShares(latent, row, new double[size]);
    }

    /** gradient += d log p(z) / dz at each row of {@code latent}, [n, K] each. */
    public void addGradient(Matrix latent, Matrix gradient) {
        for (int i = 0; i < latent.size(); i++) {
            gradient.values()[i] -= latent.values()[i];
        }
        if (size > 1) {
            double[] shares = new double[size];
            double[] centre = new double[latentSize];
            for (int d = 0; d < latent.rows(); d++) {
                fillShares(latent, d, shares);
                Arrays.fill(centre, 0);
                for (int c = 1; c < size; c++) {
                    addScaled(shares[c], means, c * latentSize, centre, 0);
                }
                for (int k = 0; k < latentSize; k++) {
                    gradient.values()[gradient.rowStart(d) + k] += (float) centre[k];
                }
            }
        }
    }

    private void addScaled(double factor, double[] from, int fromStart, double[] to, int toStart) {
        for (int k = 0; k < latentSize; k++) {
            to[toStart + k] += factor * from[fromStart + k];
        }
    }

    /** Overwrites r_c at a row of {@code latent}, [size]; returns log p(z) / N(z; 0, I). */
    private double fillShares(Matrix latent, int row, double[] shares) {
        System.arraycopy(logWeights, 0, shares, 0, size);
        for (int k = 0; k < latentSize; k++) {
            double z = latent.get(row, k);
            int start = k * size;
            for (int c = 0; c < size; c++) {
                shares[c] += z * transposedMeans[start + c];
            }
        }
        double largest = Arrays.stream(shares).max().orElseThrow();
        double sum = 0;
        for (int c = 0; c < size; c++) {
            shares[c] = Math.exp(shares[c] - largest);
            sum += shares[c];
        }
        for (int c = 0; c < size; c++) {
            shares[c] /= sum;
        }
        return largest + Math.log(sum);
    }

    /**
     * Learns from the documents of a mini-batch.
     *
     * @param refinedMeans of their refined q, [B, K], finite
     */
    public void learn(Matrix refinedMeans) {
        if (capacity == 1) {
            return;
        }
        double kept = Math.pow(0.5, refinedMeans.rows() / halfLife);
        for (int c = 0; c < size; c++) {
            counts[c] *= kept;
        }
        for (int i = 0; i < size * latentSize; i++) {
            sums[i] *= kept;
        }
        double[] shares = new double[size];
        for (int d = 0; d < refinedMeans.rows(); d++) {
            double[] place = boundedRow(refinedMeans, d);
            fillShares(refinedMeans, d, shares);
            for (int c = 0; c < size; c++) {
                add(c, shares[c], place);
            }
        }
        documents += refinedMeans.rows();
        if (size < capacity && documents >= FIRST_BEGINNING) {
            // in a sorted stream, the ends resemble those of the neighbouring mini-batches
            add(size, BEGINNING_COUNT, boundedRow(refinedMeans, refinedMeans.rows() / 2));
            size++;
        }
        derive();
    }

    private double[] boundedRow(Matrix refinedMeans, int row) {
        double norm = Math.sqrt(refinedMeans.dotOfRow(refinedMeans, row));
        double factor = Math.min(1, FARTHEST * Math.sqrt(latentSize) / Math.max(norm, Double.MIN_NORMAL));
        double[] bounded = new double[latentSize];
        for (int k = 0; k < latentSize; k++) {
            bounded[k] = factor * refinedMeans.get(row, k);
        }
        return bounded;
    }

    private void add(int component, double count, double[] place) {
        counts[component] += count;
        if (component > 0) {
            addScaled(count, place, 0, sums, component * latentSize);
        }
    }

    /** pi and mu from the sums. */
    private void derive() {
        logWeights = new double[size];
        means = new double[size * latentSize];
        transposedMeans = new double[size * latentSize];
        if (size == 1) {
            return;
        }
        double[] weights = weights();
        for (int c = 0; c < size; c++) {
            double square = 0;
            for (int k = 0; k < latentSize; k++) {
                double mean = sums[c * latentSize + k] / (counts[c] + PRIOR_COUNT);
                means[c * latentSize + k] = mean;
                transposedMeans[k * size + c] = mean;
                square += mean * mean;
            }
            logWeights[c] = Math.log(weights[c]) - 0.5 * square;
        }
    }

    /**
     * Turns standard normal numbers into draws from the prior: each component gets its share of all rows, to within one.
     *
     * @param noise rows from {@code first} of {@code total}, [n, K]
     */
    void shift(Matrix noise, int first, int total) {
        if (size == 1) {
            return;
        }
        double[] weights = weights();
        int component = 0;
        double end = weights[0];
        for (int i = 0; i < noise.rows(); i++) {
            while ((first + i + 0.5) / total > end && component < size - 1) {
                component++;
                end += weights[component];
            }
            for (int k = 0; k < latentSize; k++) {
                noise.values()[noise.rowStart(i) + k] += (float) means[component * latentSize + k];
            }
        }
    }

    /** pi, [size]. */
    public double[] weights() {
        double[] weights = new double[size];
        double total = 0;
        for (int c = 0; c < size; c++) {
            weights[c] = counts[c] + PRIOR_COUNT;
            total += weights[c];
        }
        for (int c = 0; c < size; c++) {
            weights[c] /= total;
        }
        return weights;
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) (counts.length + sums.length + logWeights.length + 2 * means.length) * Double.BYTES;
    }

    /** Everything it has learned; nothing if it is N(0, I) for ever. */
    public void visitState(StateVisitor visitor) {
        if (capacity == 1) {
            return;
        }
        size = (int) visitor.number("prior.size", size);
        documents = visitor.number("prior.documents", documents);
        visitor.doubles("prior.counts", counts);
        visitor.doubles("prior.sums", sums);
        derive();
    }
}
