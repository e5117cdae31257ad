package io.wordtide.pytorch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Wordtide's benchmark hands over: sizes, settings, initial parameters and mini-batches, all numbers big-endian.
 * {@code io.wordtide.benchmarks.PyTorchProblem} writes it and lists the fields in order.
 *
 * @param isDeep whether the decoder has two relu layers
 * @param refinementSteps of Adam on psi; 0 means the paper's M = 1
 * @param parameters of the generative model and then of the inference network
 * @param noise for {@link TorchLearner#elbo}, [B, K]
 */
record Problem(
        int vocabularySize,
        int latentSize,
        boolean isDeep,
        int refinementSteps,
        double refinementRate,
        double learningRate,
        double l2Weight,
        List<Array> parameters,
        Array noise,
        List<MiniBatch> miniBatches) {

    /** A matrix, row by row; one row if it is a vector. */
    record Array(int rows, int columns, float[] values) {}

    /**
     * Documents as sparse rows, one after the other.
     *
     * @param starts of each document's words, and behind the last one, [B + 1]
     * @param words vocabulary rows
     * @param counts tokens of each word
     * @param inputs of the inference network, tf-idf
     */
    record MiniBatch(int[] starts, int[] words, float[] counts, float[] inputs) {

        int size() {
            return starts.length - 1;
        }
    }

    static Problem read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new Problem(
                    in.readInt(),
                    in.readInt(),
                    in.readBoolean(),
                    in.readInt(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    arrays(in),
                    array(in),
                    miniBatches(in));
        }
    }

    private static List<Array> arrays(DataInputStream in) throws IOException {
        List<Array> arrays = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            arrays.add(array(in));
        }
        return arrays;
    }

    private static Array array(DataInputStream in) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        return new Array(rows, columns, floats(in, rows * columns));
    }

    private static List<MiniBatch> miniBatches(DataInputStream in) throws IOException {
        List<MiniBatch> miniBatches = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int[] starts = ints(in, in.readInt() + 1);
            int wordCount = starts[starts.length - 1];
            miniBatches.add(new MiniBatch(starts, ints(in, wordCount), floats(in, wordCount), floats(in, wordCount)));
        }
        return miniBatches;
    }

    private static int[] ints(DataInputStream in, int count) throws IOException {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
