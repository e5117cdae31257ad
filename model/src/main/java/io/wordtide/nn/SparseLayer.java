package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * output = relu(input W + b) for sparse input: of the V rows of W a document touches only those of its words, about a
 * hundred, so that no product of size V is formed in either direction.
 *
 * <p>Not thread-safe.
 */
public final class SparseLayer {

    private static final int DOCUMENTS_PER_PART = 25;
    private static final int PARTS = 16; // of the words

    /** Multiplications that take about as long as waking a thread up. */
    private static final int LEAST_PARALLEL = 1_000_000;

    private final Parameter weights;
    private final Parameter bias;
    private final Workers workers;

    public SparseLayer(
            String name,
            int inputSize,
            int outputSize,
            SeededNoise initialNoise,
            double initialBound,
            Workers workers) {
        this(
                new Parameter(name + ".weights", inputSize, outputSize).initialize(initialNoise, initialBound),
                new Parameter(name + ".bias", 1, outputSize),
                workers);
    }

    private SparseLayer(Parameter weights, Parameter bias, Workers workers) {
        this.weights = weights;
        this.bias = bias;
        this.workers = workers;
    }

    /** A copy that cannot be trained, for other threads. */
    public SparseLayer frozen(Workers otherWorkers) {
        return new SparseLayer(weights.frozen(), bias.frozen(), otherWorkers);
    }

    /** B sparse rows of V to [B, out]. */
    public Matrix forward(List<SparseInput> inputs) {
        Matrix output = Matrix.zeros(inputs.size(), weights.value().columns()); // [B, out]
        workers.forEachBlock(inputs.size(), DOCUMENTS_PER_PART, (first, end) -> {
            forward(inputs, first, end, output);
        });
        return output;
    }

    /**
     * Overwrites the rows from {@code start} to before {@code end} of the output, [B, out]. Several threads may do so at
     * once, each with rows of its own.
     */
    public void forward(List<SparseInput> inputs, int start, int end, Matrix output) {
        for (int row = start; row < end; row++) {
            forward(inputs.get(row), output, row);
        }
    }

    private void forward(SparseInput input, Matrix output, int row) {
        System.arraycopy(bias.value().values(), 0, output.values(), output.rowStart(row), output.columns());
        addScaledRows(weights.value(), input.rows(), input.weights(), 0, input.rows().length, output, row);
        DenseLayer.reluInPlace(output, output.rowStart(row), output.rowStart(row + 1));
    }

    /** Adds the derivatives by weights and bias, summed over the rows; {@code dOutput} [B, out] is changed. */
    public void accumulateGradients(List<SparseInput> inputs, Matrix output, Matrix dOutput) {
        weightGradients(inputs, output, dOutput).addTo(weights);
    }

    /**
     * Adds the derivative by the bias, summed over the rows, and returns that by the weights, which goes through the
     * documents of one word after the other when it is used.
     *
     * @param dOutput [B, out]; changed now, and must not change before the result has been used
     */
    public RowGradients weightGradients(List<SparseInput> inputs, Matrix output, Matrix dOutput) {
        DenseLayer.reluDerivativeInPlace(output, dOutput);
        dOutput.addColumnSumsTo(bias.gradient().values());
        Occurrences occurrences = Occurrences.of(inputs, weights.value().rows());
        int partCount = (long) occurrences.documents.length * dOutput.columns() < LEAST_PARALLEL ? 1 : PARTS;
        return parts -> workers.forEach(partCount, part -> {
            RowGradients.Part use = parts.get();
            Matrix row = Matrix.zeros(1, dOutput.columns());
            int end = occurrences.firstWord(part + 1, partCount);
            for (int word = occurrences.firstWord(part, partCount); word < end; word++) {
                if (occurrences.sum(word, dOutput, row)) {
                    use.use(word, row.values());
                }
            }
            use.end();
        });
    }

    /**
     * The inputs of a mini-batch, word by word.
     *
     * @param starts of each word's documents, and the end, [V + 1]
     * @param documents in ascending order for each word
     * @param weights parallel to {@code documents}
     */
    private record Occurrences(int[] starts, int[] documents, float[] weights) {

        static Occurrences of(List<SparseInput> inputs, int wordCount) {
            int[] starts = new int[wordCount + 1];
            for (SparseInput input : inputs) {
                for (int word : input.rows()) {
                    starts[word + 1]++;
                }
            }
            for (int word = 0; word < wordCount; word++) {
                starts[word + 1] += starts[word];
            }
            int[] next = starts.clone();
            int[] documents = new int[starts[wordCount]];
            float[] weights = new float[starts[wordCount]];
            for (int d = 0; d < inputs.size(); d++) {
                SparseInput input = inputs.get(d);
                for (int i = 0; i < input.rows().length; i++) {
                    int position = next[input.rows()[i]]++;
                    documents[position] = d;
                    weights[position] = input.weights()[i];
                }
            }
            return new Occurrences(starts, documents, weights);
        }

        /** Overwrites a row, [1, out], with a word's weights times its documents' derivatives; false if it has none. */
        boolean sum(int word, Matrix dOutput, Matrix row) {
            if (starts[word] == starts[word + 1]) {
                return false;
            }
            Arrays.fill(row.values(), 0);
            addScaledRows(dOutput, documents, weights, starts[word], starts[word + 1], row, 0);
            return true;
        }

        /** The first word of a part; parts have about equally many occurrences. */
        int firstWord(int part, int partCount) {
            if (part == partCount) {
                return starts.length - 1;
            }
            int found = Arrays.binarySearch(starts, (int) ((long) part * documents.length / partCount));
            return found >= 0 ? found : -found - 1;
        }
    }

    /** W, [V, out]: a row for each input. */
    public Parameter weights() {
        return weights;
    }

    public List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    /**
     * target[targetRow] += scales[i] * source[rows[i]] for each i from {@code start} to before {@code end}, one addition
     * after the other. Four rows at a time, which reads and writes the target a quarter as often.
     */
    private static void addScaledRows(
            Matrix source, int[] rows, float[] scales, int start, int end, Matrix target, int targetRow) {
        int i = start;
        for (; i + 3 < end; i += 4) {
            addFourScaledRows(source, rows, scales, i, target, targetRow);
        }
        float[] from = source.values();
        float[] to = target.values();
        int toStart = target.rowStart(targetRow);
        int columns = target.columns();
        for (; i < end; i++) {
            float scale = scales[i];
            int fromStart = source.rowStart(rows[i]);
            for (int column = 0; column < columns; column++) {
                to[toStart + column] += scale * from[fromStart + column];
            }
        }
    }

    private static void addFourScaledRows(
            Matrix source, int[] rows, float[] scales, int first, Matrix target, int targetRow) {
        float[] from = source.values();
        float[] to = target.values();
        int a = source.rowStart(rows[first]);
        int b = source.rowStart(rows[first + 1]);
        int c = source.rowStart(rows[first + 2]);
        int d = source.rowStart(rows[first + 3]);
        float scaleA = scales[first];
        float scaleB = scales[first + 1];
        float scaleC = scales[first + 2];
        float scaleD = scales[first + 3];
        int toStart = target.rowStart(targetRow);
        int columns = target.columns();
        for (int column = 0; column < columns; column++) {
            float sum = to[toStart + column] + scaleA * from[a + column];
            sum += scaleB * from[b + column];
            sum += scaleC * from[c + column];
            to[toStart + column] = sum + scaleD * from[d + column];
        }
    }
}
