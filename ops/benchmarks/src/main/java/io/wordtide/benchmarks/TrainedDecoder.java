package io.wordtide.benchmarks;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.refine.AdamRefiner;
import io.wordtide.refine.Refiner;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TfIdf;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A model trained on 20 Newsgroups without refinement, as it was early and late in training, and what a refiner gains
 * under it on 500 documents that it has not seen and on 500 that it has.
 */
final class TrainedDecoder {

    private static final int EVALUATED_DOCUMENTS = 500;
    private static final int NOISE_DRAWS = 20;

    /** Mini-batches that a refiner with memory sees before it is measured. */
    private static final int FAMILIAR_MINI_BATCHES = 10;

    private final LearnerConfig config;
    private final PhasedLearner learner;
    private final List<DocumentCounts> training;
    private final List<DocumentCounts> heldOut;
    private final List<float[]> early;
    private final List<float[]> late;

    /** Trains, which takes minutes. */
    TrainedDecoder(DecoderKind decoder, int earlyEpochs, int lateEpochs) {
        Corpus corpus = Corpus.news();
        Vocabulary vocabulary = corpus.vocabulary();
        config = Decoders.paper(decoder, RefinerKind.ADAM, 0);
        learner = new PhasedLearner(
                config, vocabulary.capacity(), new TfIdf(vocabulary, corpus.documentFrequencies()), Workers.shared());
        training = corpus.training().stream().map(vocabulary::index).toList();
        heldOut = corpus.heldOut().stream().map(vocabulary::index).toList();
        train(0, earlyEpochs);
        early = learner.parameters();
        train(earlyEpochs, lateEpochs);
        late = learner.parameters();
    }

    private void train(int fromEpoch, int toEpoch) {
        Refiner none = new AdamRefiner(0, config.refinement().learningRate());
        Phases untold = new Phases();
        List<DocumentCounts> shuffled = new ArrayList<>(training);
        for (int epoch = fromEpoch; epoch < toEpoch; epoch++) {
            Collections.shuffle(shuffled, new Random(epoch));
            for (int i = 0; i < shuffled.size() / config.batchSize(); i++) {
                learner.learn(Corpus.miniBatch(shuffled, i, config.batchSize()), none, untold);
            }
        }
    }

    /**
     * What refinement achieved on some documents.
     *
     * @param gain mean ELBO at psi* minus that at psi(x), nats per document
     * @param worse share of documents whose ELBO fell, 0 to 1
     * @param perplexity at psi(x), per document
     */
    record Gain(double gain, double worse, double perplexity) {}

    /** Documents held out and documents trained on. */
    record Gains(Gain heldOut, Gain training) {}

    Gains measure(boolean isLate, RefinerChoice choice) {
        learner.restore(isLate ? late : early);
        Refiner refiner = choice.refiner();
        for (int i = 1; i <= FAMILIAR_MINI_BATCHES; i++) {
            List<DocumentCounts> documents = Corpus.miniBatch(training, i, config.batchSize());
            if (choice.kind() != RefinerKind.ADAM) {
                try (MiniBatch miniBatch = learner.open(documents)) {
                    refine(miniBatch, learner.propose(documents).psi(), refiner);
                }
            }
        }
        return new Gains(
                measure(heldOut.subList(0, EVALUATED_DOCUMENTS), refiner),
                measure(training.subList(0, EVALUATED_DOCUMENTS), refiner));
    }

    private Gain measure(List<DocumentCounts> documents, Refiner refiner) {
        double[] before;
        double[] after;
        try (MiniBatch miniBatch = learner.open(documents)) {
            VariationalParameters start = learner.propose(documents).psi();
            before = elbo(miniBatch, start);
            after = elbo(miniBatch, refine(miniBatch, start, refiner));
        }
        double gain = 0;
        double worse = 0;
        for (int d = 0; d < before.length; d++) {
            gain += (after[d] - before[d]) / before.length;
            worse += after[d] < before[d] ? 1.0 / before.length : 0;
        }
        return new Gain(gain, worse, Perplexity.of(before, documents).perDocument());
    }

    private VariationalParameters refine(MiniBatch miniBatch, VariationalParameters start, Refiner refiner) {
        VariationalParameters refined =
                refiner.refine(miniBatch, start, SeededNoise.of(config.seed(), 0, Purpose.REFINEMENT));
        refiner.keep();
        return refined;
    }

    /** Mean over draws that are the same for every refiner, nats; [B]. */
    private double[] elbo(MiniBatch miniBatch, VariationalParameters psi) {
        double[] mean = new double[miniBatch.size()];
        for (int draw = 0; draw < NOISE_DRAWS; draw++) {
            SeededNoise noise = SeededNoise.of(config.seed(), draw, Purpose.REFINED_BOUND);
            Elbo elbo = Elbo.evaluate(miniBatch, psi, noise.gaussian(miniBatch.size(), config.latentSize()), false);
            for (int d = 0; d < mean.length; d++) {
                mean[d] += elbo.of(d) / NOISE_DRAWS;
            }
        }
        return mean;
    }
}
