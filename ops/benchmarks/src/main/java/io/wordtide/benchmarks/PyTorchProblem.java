package io.wordtide.benchmarks;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.linalg.Matrix;
import io.wordtide.nn.SparseInput;
import io.wordtide.text.DocumentCounts;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file that hands a learner's settings, initial parameters and mini-batches to {@code io.wordtide.pytorch}:
 *
 * <pre>
 * int V, K; boolean deep; int refinement steps; double rate of refinement, rate of learning, L2 weight
 * int number of arrays; each: int rows, columns; float values     of the generative model, then of the network
 * one such array: noise                                           [B, K]
 * int number of mini-batches; each: int B; int start of each document's words, and the end, [B + 1];
 *     int rows, float counts, float inputs of all words           parallel
 * </pre>
 */
final class PyTorchProblem {

    private PyTorchProblem() {}

    static void write(
            Path file,
            LearnerConfig config,
            PhasedLearner learner,
            Matrix noise,
            int vocabularySize,
            List<List<DocumentCounts>> miniBatches)
            throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(vocabularySize);
            out.writeInt(config.latentSize());
            out.writeBoolean(config.decoder().kind() == LearnerConfig.DecoderKind.DEEP);
            out.writeInt(config.refinement().steps());
            out.writeDouble(config.refinement().learningRate());
            out.writeDouble(config.decoder().learningRate());
            out.writeDouble(config.objective().l2Weight());
            List<Matrix> parameters = learner.parameterValues();
            out.writeInt(parameters.size());
            for (Matrix parameter : parameters) {
                write(out, parameter);
            }
            write(out, noise);
            out.writeInt(miniBatches.size());
            for (List<DocumentCounts> miniBatch : miniBatches) {
                write(out, miniBatch, learner.inputs(miniBatch));
            }
        }
    }

    private static void write(DataOutputStream out, Matrix matrix) throws IOException {
        out.writeInt(matrix.rows());
        out.writeInt(matrix.columns());
        for (int i = 0; i < matrix.size(); i++) {
            out.writeFloat(matrix.values()[i]);
        }
    }

    private static void write(DataOutputStream out, List<DocumentCounts> documents, List<SparseInput> inputs)
            throws IOException {
        out.writeInt(documents.size());
        int start = 0;
        out.writeInt(start);
        for (DocumentCounts document : documents) {
            start += document.rows().length;
            out.writeInt(start);
        }
        for (DocumentCounts document : documents) {
            for (int row : document.rows()) {
                out.writeInt(row);
            }
        }
        for (DocumentCounts document : documents) {
            for (int count : document.counts()) {
                out.writeFloat(count);
            }
        }
        for (SparseInput input : inputs) {
            for (float weight : input.weights()) {
                out.writeFloat(weight);
            }
        }
    }
}
