package io.wordtide.streams.shard;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.testing.TinyCorpus;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.TextAnalyzer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rounds of the tiny corpus that are long enough to be cut: of 120 documents, which make four parts of 30. */
final class TinyRounds {

    static final int SHARDS = 4;

    private static final int SIZE = 120;

    private TinyRounds() {}

    static WordtideConfig config() {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.model.shards", Integer.toString(SHARDS));
        settings.put("wordtide.mini-batch.size", Integer.toString(SIZE));
        return WordtideConfig.of(settings);
    }

    static OnlineLearner learner(WordtideConfig config) {
        return new OnlineLearner(config.learner(), config.vocabulary(), config.documentFrequencies());
    }

    /** The bags of the n-th round, from 0; each round has a word of its own. */
    static List<BagOfWords> bags(int n) {
        try (TextAnalyzer analyzer = TextAnalyzer.named("simple")) {
            return TinyCorpus.documents(n * SIZE, (n + 1) * SIZE).stream()
                    .map(document -> analyzer.analyze(document.getText() + " round" + "abcdefgh".charAt(n)))
                    .toList();
        }
    }
}
