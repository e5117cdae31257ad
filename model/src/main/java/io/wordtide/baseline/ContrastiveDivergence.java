package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The direction in which a {@link SoftmaxMachine} learns: statistics of the documents, minus those of what k Gibbs
 * steps turn each of them into, at the same length.
 *
 * <pre>
 *   dw_v = x_v p(h | x)' - y_v p(h | y)',   db = x - y,   da = N (p(h | x) - p(h | y)),   y after k steps from x
 * </pre>
 *
 * <p>See: G. Hinton, "Training products of experts by minimizing contrastive divergence", Neural Computation 2002.
 */
final class ContrastiveDivergence {

    private static final int DOCUMENTS_PER_PART = 25;
    private static final int COLUMNS_PER_PART = 25;

    private final SoftmaxMachine machine;
    private final Workers workers;

    ContrastiveDivergence(SoftmaxMachine machine, Workers workers) {
        this.machine = machine;
        this.workers = workers;
    }

    /** Documents and the inputs of the units that follow from them, [B, K]. */
    private record Phase(DocumentCounts[] documents, Matrix hiddenInputs) {}

    /** Adds the derivatives with respect to all parameters, the mean over the documents. */
    void accumulateGradients(List<DocumentCounts> documents, int steps, SeededNoise noise) {
        int size = documents.size();
        Phase data = new Phase(documents.toArray(DocumentCounts[]::new), Matrix.zeros(size, machine.hiddenSize()));
        Phase model = new Phase(new DocumentCounts[size], Matrix.zeros(size, machine.hiddenSize()));
        workers.forEachBlock(size, DOCUMENTS_PER_PART, (first, end) -> {
            for (int d = first; d < end; d++) {
                machine.hiddenInput(data.documents()[d], data.hiddenInputs(), d);
            }
            runChains(data, model, first, end, steps, noise);
        });
        addStatistics(data, 1f / size);
        addStatistics(model, -1f / size);
    }

    private void runChains(Phase data, Phase model, int first, int end, int steps, SeededNoise noise) {
        Matrix hidden = data.hiddenInputs().rows(first, end - first);
        for (int step = 0; step < steps; step++) {
            for (int d = first; d < end; d++) {
                BinaryUnits.drawInPlace(hidden, d - first, noise.part(d).part(2L * step));
            }
            SoftmaxRows words = machine.wordsGiven(hidden);
            for (int d = first; d < end; d++) {
                int tokenCount = data.documents()[d].tokenCount();
                model.documents()[d] =
                        words.draw(d - first, tokenCount, noise.part(d).part(2L * step + 1));
                machine.hiddenInput(model.documents()[d], hidden, d - first);
            }
        }
        model.hiddenInputs().setRows(first, hidden);
    }

    /** Uses probabilities of the units rather than draws, which would only add noise. */
    private void addStatistics(Phase phase, float scale) {
        Matrix probabilities = phase.hiddenInputs(); // [B, K]
        for (int i = 0; i < probabilities.size(); i++) {
            probabilities.values()[i] =
                    (float) BinaryUnits.sigmoid(probabilities.values()[i]);
        }
        List<Parameter> parameters = machine.parameters();
        workers.forEachBlock(machine.hiddenSize(), COLUMNS_PER_PART, (start, end) -> {
            for (int d = 0; d < phase.documents().length; d++) {
                addWeightStatistics(phase.documents()[d], probabilities, d, scale, start, end);
            }
        });
        float[] dWordBias = parameters.get(1).gradient().values();
        float[] dHiddenBias = parameters.get(2).gradient().values();
        for (int d = 0; d < phase.documents().length; d++) {
            DocumentCounts document = phase.documents()[d];
            for (int i = 0; i < document.rows().length; i++) {
                dWordBias[document.rows()[i]] += scale * document.counts()[i];
            }
            for (int j = 0; j < dHiddenBias.length; j++) {
                dHiddenBias[j] += scale * document.tokenCount() * probabilities.get(d, j);
            }
        }
    }

    private void addWeightStatistics(
            DocumentCounts document, Matrix probabilities, int d, float scale, int start, int end) {
        Matrix dWeights = machine.parameters().get(0).gradient();
        for (int i = 0; i < document.rows().length; i++) {
            float factor = scale * document.counts()[i];
            int to = dWeights.rowStart(document.rows()[i]);
            int from = probabilities.rowStart(d);
            for (int j = start; j < end; j++) {
                dWeights.values()[to + j] += factor * probabilities.values()[from + j];
            }
        }
    }
}
