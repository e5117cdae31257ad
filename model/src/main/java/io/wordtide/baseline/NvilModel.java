package io.wordtide.baseline;

import io.wordtide.baseline.BinaryLatentNetwork.Inference;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.train.NamedBounds;
import io.wordtide.train.TrainableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What the models with binary latent units have in common: learning by neural variational inference (NVIL), one draw of
 * q(h | x) for each document and epoch, and a bound that is a mean over draws.
 *
 * <p>See: A. Mnih, K. Gregor, "Neural variational inference and learning in belief networks", ICML 2014, algorithm 1.
 * Deviations: Adam in place of a plain gradient, an inference network with a layer of relu units, and a baseline that
 * predicts a rate per token. Not thread-safe.
 */
public abstract sealed class NvilModel implements TrainableModel
        permits SigmoidBeliefNetwork, DeepAutoregressiveNetwork {

    private static final int DOCUMENTS_PER_PASS = 200;

    private final String name;
    private final NvilSettings settings;
    private final int vocabularySize;
    private final BinaryLatentNetwork network;
    private final SignalBaseline baseline;
    private final List<Parameter> parameters;
    private final Adam adam;
    private long miniBatchCount;

    NvilModel(String name, NvilSettings settings, int vocabularySize, boolean autoregressive, Workers workers) {
        this.name = name;
        this.settings = settings;
        this.vocabularySize = vocabularySize;
        SeededNoise noise = SeededNoise.of(settings.seed(), 0, Purpose.INITIAL_WEIGHTS);
        this.network = new BinaryLatentNetwork(vocabularySize, settings, autoregressive, noise.part(1), workers);
        this.baseline = new SignalBaseline(vocabularySize, settings.baselineSize(), noise.part(2), workers);
        this.parameters = new ArrayList<>(network.parameters());
        parameters.addAll(baseline.parameters());
        this.adam = new Adam(
                parameters, settings.learning().rate(), settings.learning().l2Weight(), workers);
    }

    /** The words' biases start at the logarithms of their frequencies in the first epoch's documents. */
    @Override
    public void learnEpoch(List<DocumentCounts> documents, long epoch, IntConsumer progress) {
        if (miniBatchCount == 0) {
            WordFrequencies.fillLogs(documents, network.words().bias().values());
        }
        for (int first = 0;
                first < documents.size();
                first += settings.learning().batchSize()) {
            List<DocumentCounts> batch = documents.subList(
                    first,
                    Math.min(documents.size(), first + settings.learning().batchSize()));
            learn(batch);
            progress.accept(batch.size());
        }
    }

    private void learn(List<DocumentCounts> batch) {
        List<SparseInput> inputs = BinaryLatentNetwork.inputs(batch);
        Inference inference = network.infer(inputs);
        SeededNoise noise = SeededNoise.of(settings.seed(), miniBatchCount, Purpose.HIDDEN_UNITS);
        Matrix latent = network.draw(inference, noise); // [B, K]
        SignalBaseline.Prediction prediction =
                baseline.predict(batch, inputs, network.words().bias());
        double[] signals = network.accumulateGenerative(batch, inference, latent);
        for (int d = 0; d < signals.length; d++) {
            DocumentBounds.requireFinite(signals[d], batch.get(d));
        }
        network.accumulateInference(inference, latent, baseline.centredSignals(prediction, signals));
        baseline.learn(prediction, batch, signals);
        adam.step();
        miniBatchCount++;
    }

    @Override
    public List<NamedBounds> validate(List<DocumentCounts> documents) {
        return List.of(bounds(documents, Math.max(1, settings.boundSamples() / 5), count -> {}));
    }

    @Override
    public List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress) {
        return List.of(bounds(documents, settings.boundSamples(), progress));
    }

    @Override
    public int evaluationPasses() {
        return 1;
    }

    private NamedBounds bounds(List<DocumentCounts> documents, int sampleCount, IntConsumer progress) {
        double[] bounds = new double[documents.size()];
        for (int first = 0; first < bounds.length; first += DOCUMENTS_PER_PASS) {
            List<DocumentCounts> part = documents.subList(first, Math.min(bounds.length, first + DOCUMENTS_PER_PASS));
            // the same noise for every epoch, so that only the model differs between epochs
            SeededNoise noise = SeededNoise.of(settings.seed(), first, Purpose.HIDDEN_UNITS_BOUND);
            Inference inference = network.infer(BinaryLatentNetwork.inputs(part));
            for (int s = 0; s < sampleCount; s++) {
                double[] signals = network.signals(part, inference, network.draw(inference, noise.part(s)));
                for (int d = 0; d < signals.length; d++) {
                    bounds[first + d] += DocumentBounds.requireFinite(signals[d], part.get(d)) / sampleCount;
                }
            }
            progress.accept(part.size());
        }
        return new NamedBounds("elbo", bounds);
    }

    /** The weights between each word and the latent units. */
    @Override
    public Optional<Matrix> wordVectors() {
        return Optional.of(network.words().weights().copy());
    }

    @Override
    public Map<String, String> describe() {
        return SettingsMap.of(name, vocabularySize, settings);
    }

    @Override
    public void visitState(StateVisitor visitor) {
        miniBatchCount = visitor.number("miniBatchCount", miniBatchCount);
        parameters.forEach(parameter -> parameter.visitState(visitor));
        adam.visitState(visitor);
        baseline.visitState(visitor);
    }
}
