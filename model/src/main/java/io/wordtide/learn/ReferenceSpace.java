package io.wordtide.learn;

import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Cosine;
import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.PolarFactor;
import io.wordtide.snapshot.Sha256;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The space in which a model publishes all of its vectors, whatever the version: that of its first publication. Learning
 * may turn the latent space, to which neither the prior nor a bound objects; an orthogonal map turns it back:
 *
 * <pre>
 * published = own R       R = argmax over orthogonal matrices of trace(R'M)       (Procrustes)
 * M = sum_v df_v own_v published_v' / (|own_v| |published_v|) + lambda R_before
 * </pre>
 *
 * over the words v that have been published before. lambda keeps R in place along directions that no word uses. R is
 * computed at each publication of words and is part of the learner's state. Cosines within a version are those of the
 * model's own space.
 *
 * <p>Not thread-safe.
 */
final class ReferenceSpace {

    /** lambda, relative to the mean singular value of the rest of M if no word has moved. */
    private static final double INERTIA = 1e-5;

    private static final int NUMBER_BITS = 48; // exact as a double, which is all that JSON is sure to keep

    private final Matrix map; // R, [K, K]
    private long number;
    private double residual;

    ReferenceSpace(int latentSize) {
        this.map = Matrix.identity(latentSize);
    }

    /**
     * Gives the space its number, if it has none: vectors can be compared if their spaces have the same one. It follows
     * from what the space begins with.
     *
     * @param miniBatch the first that the model learns
     */
    void begin(LearnerConfig config, List<BagOfWords> miniBatch) {
        if (number != 0 || miniBatch.isEmpty()) {
            return;
        }
        MessageDigest digest = Sha256.digest();
        update(digest, new TreeMap<>(config.describe()).toString());
        for (BagOfWords bag : miniBatch) {
            for (int i = 0; i < bag.terms().size(); i++) {
                update(digest, bag.terms().get(i));
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bag.counts()[i]));
            }
        }
        number = Math.max(1, ByteBuffer.wrap(digest.digest()).getLong() >>> (Long.SIZE - NUMBER_BITS));
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    /**
     * Finds the map from the model's present space; it stays as it is as long as no word has been published.
     *
     * @param own J in the model's own space, [V, K]
     * @param before vectors as last published, in the reference space, [V, K]; zeros where none has been
     */
    void align(Matrix own, Matrix before, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        Matrix weighted = Matrix.zeros(own.rows(), own.columns());
        double sum = 0;
        for (int row = 0; row < own.rows(); row++) {
            double norm = Cosine.normOfRow(row, own);
            double normBefore = Cosine.normOfRow(row, before);
            @Nullable String term = vocabulary.term(row);
            if (term == null || norm == 0 || normBefore == 0) {
                continue;
            }
            double weight = documentFrequencies.of(term);
            sum += weight;
            scaleRow(own, row, weight / (norm * normBefore), weighted);
        }
        if (sum > 0) {
            Matrix products = Matrix.zeros(map.rows(), map.columns());
            Gemm.transposedMultiply(weighted, before, products);
            turn(products, sum);
        }
    }

    private static void scaleRow(Matrix source, int row, double factor, Matrix target) {
        for (int i = source.rowStart(row); i < source.rowStart(row + 1); i++) {
            target.values()[i] = (float) (factor * source.values()[i]);
        }
    }

    /**
     * @param products M without its last term
     * @param sum of the weights
     */
    private void turn(Matrix products, double sum) {
        double inertia = INERTIA * sum / map.rows();
        double[] inert = new double[map.size()];
        for (int i = 0; i < inert.length; i++) {
            inert[i] = products.values()[i] + inertia * map.values()[i];
        }
        double[] nearest = PolarFactor.of(inert, map.rows());
        map.set(nearest);
        double cosines = 0;
        for (int i = 0; i < nearest.length; i++) {
            cosines += nearest[i] * products.values()[i];
        }
        residual = 1 - cosines / sum;
    }

    /** Vectors of the model's own space, [n, K], as they are in this one. */
    Matrix toReference(Matrix own) {
        Matrix published = Matrix.zeros(own.rows(), own.columns());
        Gemm.multiply(own, map, published);
        return published;
    }

    /** Gaussians of the model's own space as they are in this one, with the variance of each dimension by itself. */
    VariationalParameters toReference(VariationalParameters own) {
        return own.marginalIn(map);
    }

    /** 0 until the model has learned. */
    long number() {
        return number;
    }

    /**
     * What the map left at the last publication: the mean of 1 - cosine between the words' vectors as they were then and as
     * published before, weighted by document frequency, 0 to 2; 0 at first.
     */
    double residual() {
        return residual;
    }

    /** A copy that stays as it is. */
    ReferenceSpace copy() {
        ReferenceSpace copy = new ReferenceSpace(map.rows());
        copy.map.setRows(0, map);
        copy.number = number;
        copy.residual = residual;
        return copy;
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) map.size() * Float.BYTES;
    }

    void visitState(StateVisitor visitor) {
        number = visitor.number("space.number", number);
        visitor.floats("space.map", map.values());
        double[] last = {residual};
        visitor.doubles("space.residual", last);
        residual = last[0];
    }
}
