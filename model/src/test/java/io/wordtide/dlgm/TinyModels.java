package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.NormalizedCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Models small enough to check every number: V = 9 words, the last of which has an empty, masked row, K = 3 latent
 * dimensions, hidden layers of 5 and 4 units, or one of 5 beside a skip. Weights, biases and offsets are drawn large enough to matter.
 */
public final class TinyModels {

    public static final int VOCABULARY_SIZE = 9;
    public static final int LATENT_SIZE = 3;

    /** Words of {@link #wide}: three of the kernel's tiles. */
    public static final int WIDE_VOCABULARY_SIZE = 2_100;

    private TinyModels() {}

    /** The three kinds of decoder. */
    public enum Kind {
        LOG_LINEAR,
        DEEP,
        SKIP;

        private DecoderShape shape() {
            return switch (this) {
                case LOG_LINEAR -> new DecoderShape(LATENT_SIZE, List.of(), false);
                case DEEP -> new DecoderShape(LATENT_SIZE, List.of(5, 4), false);
                case SKIP -> new DecoderShape(LATENT_SIZE, List.of(5), true);
            };
        }

        public GenerativeModel model(long seed) {
            return generativeModel(seed, shape(), VOCABULARY_SIZE, Workers.shared());
        }

        /** As {@link #model}, with a vocabulary of more than one tile, on some workers. */
        public GenerativeModel wide(long seed, Workers workers) {
            return generativeModel(seed, shape(), WIDE_VOCABULARY_SIZE, workers);
        }
    }

    public static SeededNoise noise(long seed) {
        return SeededNoise.of(seed, 1, Purpose.REFINEMENT);
    }

    /** K standard normal numbers for each of the documents. */
    public static Matrix gaussian(long seed, int documentCount) {
        return noise(seed).gaussian(documentCount, LATENT_SIZE);
    }

    public static GenerativeModel logLinear(long seed) {
        return Kind.LOG_LINEAR.model(seed);
    }

    public static GenerativeModel deep(long seed) {
        return Kind.DEEP.model(seed);
    }

    /** As {@link #deep} or {@link #logLinear}, with a vocabulary of more than one tile, on some workers. */
    public static GenerativeModel wide(long seed, boolean deep, Workers workers) {
        return (deep ? Kind.DEEP : Kind.LOG_LINEAR).wide(seed, workers);
    }

    private static GenerativeModel generativeModel(long seed, DecoderShape shape, int vocabularySize, Workers workers) {
        SeededNoise noise = SeededNoise.of(seed, 0, Purpose.INITIAL_WEIGHTS);
        GenerativeModel model = new GenerativeModel(
                LatentPrior.standardNormal(LATENT_SIZE), shape, vocabularySize, vocabularySize, noise, 0.1, workers);
        drawAll(model.parameters(), noise);
        return model;
    }

    /** The documents under a model and {@link #logitOffset}. */
    public static MiniBatch open(GenerativeModel model, List<DocumentCounts> documents) {
        return model.open(documents, logitOffset(model));
    }

    /** Numbers between -0.5 and 0.5, [V], except for the last row, which is masked. */
    public static float[] logitOffset(GenerativeModel model) {
        float[] offset = new float[model.vocabularySize()];
        SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS).part(100).fillUniform(offset, 0.5);
        offset[offset.length - 1] = GenerativeModel.MASKED;
        return offset;
    }

    public static InferenceNetwork inferenceNetwork(long seed) {
        SeededNoise noise = SeededNoise.of(seed, 0, Purpose.INITIAL_WEIGHTS).part(1_000);
        InferenceNetwork network = new InferenceNetwork(VOCABULARY_SIZE, 6, LATENT_SIZE, noise, 0.1, Workers.shared());
        drawAll(network.parameters(), noise);
        return network;
    }

    private static void drawAll(List<Parameter> parameters, SeededNoise noise) {
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).initialize(noise.part(i), 0.8);
        }
    }

    /** Documents of 5 to 12 tokens out of the 8 words that have a row. */
    public static List<DocumentCounts> documents(long seed, int documentCount) {
        return documents(seed, documentCount, VOCABULARY_SIZE - 1);
    }

    /** Documents of 5 to 12 tokens out of the words of {@link #wide} that have a row. */
    public static List<DocumentCounts> wideDocuments(long seed, int documentCount) {
        return documents(seed, documentCount, WIDE_VOCABULARY_SIZE - 1);
    }

    private static List<DocumentCounts> documents(long seed, int documentCount, int wordCount) {
        Random random = new Random(seed);
        List<DocumentCounts> documents = new ArrayList<>();
        for (int d = 0; d < documentCount; d++) {
            int[] countByRow = new int[wordCount];
            int tokenCount = random.nextInt(5, 13);
            for (int i = 0; i < tokenCount; i++) {
                countByRow[random.nextInt(countByRow.length)]++;
            }
            documents.add(document(countByRow));
        }
        return documents;
    }

    /** The document with these counts of the words 0, 1, 2 and so on. */
    public static DocumentCounts document(int... countByRow) {
        int[] rows = IntStream.range(0, countByRow.length)
                .filter(row -> countByRow[row] > 0)
                .toArray();
        int[] counts = Arrays.stream(rows).map(row -> countByRow[row]).toArray();
        return new DocumentCounts(rows, counts, Arrays.stream(counts).sum(), 0);
    }

    /** The documents as the inference network's input. */
    public static List<SparseInput> inputs(List<DocumentCounts> documents) {
        return SparseInput.of(documents, new NormalizedCounts());
    }

    /** Means of standard deviation 1 and log variances uniform in -1 to 1. */
    public static VariationalParameters psi(long seed, int documentCount) {
        VariationalParameters psi =
                new VariationalParameters(gaussian(seed, documentCount), Matrix.zeros(documentCount, LATENT_SIZE));
        noise(seed).part(1).fillUniform(psi.logVariance().values(), 1);
        return psi;
    }

    /** The same variational parameters in double, one for each document. */
    public static List<ReferencePsi> reference(VariationalParameters psi) {
        List<ReferencePsi> documents = new ArrayList<>();
        for (int d = 0; d < psi.documentCount(); d++) {
            documents.add(ReferencePsi.of(psi, d));
        }
        return documents;
    }
}
