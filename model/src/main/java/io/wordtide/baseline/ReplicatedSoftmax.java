package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.snapshot.RecordSettings;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.train.NamedBounds;
import io.wordtide.train.TrainableModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The replicated softmax: a restricted Boltzmann machine whose visible units are the words of a document, all with the
 * same weights, so that documents of every length share them ({@link SoftmaxMachine}).
 *
 * <p>Learns by contrastive divergence with Adam and k Gibbs steps; k grows with the epochs, because the chains mix less
 * and less well. The words' biases start at the logarithms of their frequencies in the first epoch's documents.
 *
 * <p>What is reported for a document is an estimate, not a bound: log p*(x) - log Z_N, nats, with Z_N from {@link
 * LengthAnnealing}. {@code ais} takes Z_N as estimated, which is too low if too few chains find the states that long
 * documents freeze in; {@code ais-less-3-errors} takes it three standard errors higher. If the two are not close, more
 * chains are needed. Validation uses fewer chains.
 *
 * <p>See: R. Salakhutdinov, G. Hinton, "Replicated softmax: an undirected topic model", NIPS 2009. Deviations: Adam in
 * place of a plain gradient, and all lengths annealed in one run. Not thread-safe.
 */
public final class ReplicatedSoftmax implements TrainableModel {

    private static final int SWEEPS = 1;

    private final Settings settings;
    private final Workers workers;
    private final SoftmaxMachine machine;
    private final ContrastiveDivergence contrastiveDivergence;
    private final Adam adam;
    private long miniBatchCount;

    /**
     * How it learns, and how closely it is evaluated.
     *
     * @param hiddenSize K, binary units
     * @param learning rate, weight decay and mini-batches
     * @param gibbsSteps maximum of k
     * @param epochsPerGibbsStep epochs after which k grows by one
     * @param validationChains chains of annealed importance sampling for {@link #validate}
     * @param chains chains of annealed importance sampling for {@link #evaluate}
     * @param seed of all random draws
     */
    public record Settings(
            int hiddenSize,
            Learning learning,
            int gibbsSteps,
            int epochsPerGibbsStep,
            int validationChains,
            int chains,
            long seed) {

        public Settings {
            RecordSettings.requireAtLeast("hiddenSize", 1, hiddenSize);
            RecordSettings.requireAtLeast("gibbsSteps", 1, gibbsSteps);
            RecordSettings.requireAtLeast("epochsPerGibbsStep", 1, epochsPerGibbsStep);
            RecordSettings.requireAtLeast("validationChains", 2, validationChains);
            RecordSettings.requireAtLeast("chains", 2, chains);
        }
    }

    public ReplicatedSoftmax(Settings settings, int vocabularySize) {
        this(settings, vocabularySize, Workers.shared());
    }

    /** Runs on the given workers; results do not depend on how many threads they have. */
    public ReplicatedSoftmax(Settings settings, int vocabularySize, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        SeededNoise initialNoise = SeededNoise.of(settings.seed(), 0, Purpose.INITIAL_WEIGHTS);
        this.machine = new SoftmaxMachine(vocabularySize, settings.hiddenSize(), initialNoise, 0.01);
        this.contrastiveDivergence = new ContrastiveDivergence(machine, workers);
        this.adam = new Adam(
                machine.parameters(),
                settings.learning().rate(),
                settings.learning().l2Weight(),
                workers);
    }

    @Override
    public void learnEpoch(List<DocumentCounts> documents, long epoch, IntConsumer progress) {
        if (miniBatchCount == 0) {
            WordFrequencies.fillLogs(documents, machine.wordBias().values());
        }
        long steps = Math.min(settings.gibbsSteps(), 1 + (epoch - 1) / settings.epochsPerGibbsStep());
        for (int first = 0;
                first < documents.size();
                first += settings.learning().batchSize()) {
            List<DocumentCounts> batch = documents.subList(
                    first,
                    Math.min(documents.size(), first + settings.learning().batchSize()));
            SeededNoise noise = SeededNoise.of(settings.seed(), miniBatchCount, Purpose.CONTRASTIVE_DIVERGENCE);
            contrastiveDivergence.accumulateGradients(batch, (int) steps, noise);
            adam.step();
            miniBatchCount++;
            progress.accept(batch.size());
        }
        requireFinite();
    }

    private void requireFinite() {
        for (Parameter parameter : machine.parameters()) {
            for (float value : parameter.value().values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalStateException("expected finite " + parameter.name() + ", found " + value
                            + "; the model has diverged: learn again at a smaller rate");
                }
            }
        }
    }

    @Override
    public List<NamedBounds> validate(List<DocumentCounts> documents) {
        LengthAnnealing annealing = anneal(documents, settings.validationChains());
        return List.of(estimates("ais", documents, annealing, 0, count -> {}));
    }

    @Override
    public List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress) {
        LengthAnnealing annealing = anneal(documents, settings.chains());
        return List.of(
                estimates("ais", documents, annealing, 0, progress),
                estimates("ais-less-3-errors", documents, annealing, 3, progress));
    }

    private NamedBounds estimates(
            String name,
            List<DocumentCounts> documents,
            LengthAnnealing annealing,
            double errors,
            IntConsumer progress) {
        double[] perDocument = DocumentBounds.of(
                documents,
                d -> machine.logUnnormalized(documents.get(d))
                        - annealing.logNormalizer(documents.get(d).tokenCount(), errors),
                workers,
                progress);
        return new NamedBounds(name, perDocument);
    }

    /** Z_N up to the length of the longest document. */
    LengthAnnealing anneal(List<DocumentCounts> documents, int chainCount) {
        int maximumLength = documents.stream()
                .mapToInt(DocumentCounts::tokenCount)
                .max()
                .orElseThrow(() -> new IllegalArgumentException("expected at least one document, found none"));
        // the same noise for every epoch, so that only the model differs between epochs
        SeededNoise noise = SeededNoise.of(settings.seed(), 0, Purpose.ANNEALED_IMPORTANCE);
        return LengthAnnealing.run(machine, maximumLength, chainCount, SWEEPS, noise, workers);
    }

    @Override
    public int evaluationPasses() {
        return 2;
    }

    /** The weights between each word and the hidden units. */
    @Override
    public Optional<Matrix> wordVectors() {
        return Optional.of(machine.weights().copy());
    }

    @Override
    public Map<String, String> describe() {
        return SettingsMap.of("rsm", machine.vocabularySize(), settings);
    }

    @Override
    public void visitState(StateVisitor visitor) {
        miniBatchCount = visitor.number("miniBatchCount", miniBatchCount);
        for (Parameter parameter : machine.parameters()) {
            parameter.visitState(visitor);
        }
        adam.visitState(visitor);
    }
}
