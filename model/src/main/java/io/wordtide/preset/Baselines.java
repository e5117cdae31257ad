package io.wordtide.preset;

import io.wordtide.baseline.DeepAutoregressiveNetwork;
import io.wordtide.baseline.LatentDirichletAllocation;
import io.wordtide.baseline.Learning;
import io.wordtide.baseline.NvilSettings;
import io.wordtide.baseline.ReplicatedSoftmax;
import io.wordtide.baseline.SigmoidBeliefNetwork;
import java.util.List;

/** The baselines of the paper's Table 1 that are not Gaussian; settings were chosen on validation documents alone. */
final class Baselines {

    private Baselines() {}

    static List<Preset> all() {
        return List.of(
                new Preset(
                        "lda-50",
                        16,
                        2,
                        (corpus, seed, workers) -> new LatentDirichletAllocation(
                                new LatentDirichletAllocation.Settings(50, 0.02, 1, 256, 10, 0.6, seed),
                                corpus.vocabulary().capacity(),
                                workers)),
                new Preset(
                        "lda-200",
                        12,
                        2,
                        (corpus, seed, workers) -> new LatentDirichletAllocation(
                                new LatentDirichletAllocation.Settings(200, 0.003, 2, 256, 10, 0.5, seed),
                                corpus.vocabulary().capacity(),
                                workers)),
                new Preset(
                        "rsm-50",
                        40,
                        10,
                        (corpus, seed, workers) -> new ReplicatedSoftmax(
                                new ReplicatedSoftmax.Settings(50, new Learning(1e-3, 0, 100), 5, 10, 64, 256, seed),
                                corpus.vocabulary().capacity(),
                                workers)),
                new Preset(
                        "sbn-50",
                        300,
                        10,
                        (corpus, seed, workers) -> new SigmoidBeliefNetwork(
                                new NvilSettings(50, 100, 50, new Learning(1e-3, 0, 100), 20, seed),
                                corpus.vocabulary().capacity(),
                                workers)),
                new Preset(
                        "fdarn-50",
                        200,
                        10,
                        (corpus, seed, workers) -> new DeepAutoregressiveNetwork(
                                new NvilSettings(50, 100, 50, new Learning(1.5e-3, 0, 100), 20, seed),
                                corpus.vocabulary().capacity(),
                                workers)));
    }
}
