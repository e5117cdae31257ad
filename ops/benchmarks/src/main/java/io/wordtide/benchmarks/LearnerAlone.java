package io.wordtide.benchmarks;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.schema.Document;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Learns the documents of a file as {@code wordtide dev} does, without Kafka: reads, analyzes and learns on one
 * thread and the learner's own. Nothing is published or stored.
 */
final class LearnerAlone {

    private final WordtideConfig config;
    private final OnlineLearner learner;
    private final List<BagOfWords> waiting = new ArrayList<>();

    LearnerAlone(WordtideConfig config) {
        this.config = config;
        this.learner = new OnlineLearner(config.learner(), config.vocabulary(), config.documentFrequencies());
    }

    /** @param args the file, then settings in the form {@code KEY=VALUE} */
    public static void main(String[] args) throws IOException {
        Map<String, String> settings = Arrays.stream(args)
                .skip(1)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        LearnerAlone alone = new LearnerAlone(WordtideConfig.of(settings));
        long start = System.nanoTime();
        int count = alone.learn(Path.of(args[0]));
        System.out.printf(Locale.ROOT, "%d documents learned in %.2f s%n", count, (System.nanoTime() - start) / 1e9);
    }

    OnlineLearner learner() {
        return learner;
    }

    /** @return documents read */
    int learn(Path file) throws IOException {
        int count = 0;
        try (DocumentAnalyzer analyzer = config.documentAnalyzer();
                DocumentSource source = StreamFile.open(file)) {
            for (ReadResult result = source.next(); result != null; result = source.next()) {
                if (result instanceof ReadResult.Accepted accepted) {
                    take(analyzer.analyze(text(accepted.document())));
                }
                count++;
            }
        }
        if (!waiting.isEmpty()) {
            learner.learn(waiting);
        }
        return count;
    }

    private void take(BagOfWords bag) {
        if (!bag.terms().isEmpty()) {
            waiting.add(bag);
        }
        if (waiting.size() == learner.config().batchSize()) {
            learner.learn(List.copyOf(waiting));
            waiting.clear();
        }
    }

    /** What the application learns of a document. */
    static String text(Document document) {
        return document.getTitle()
                .map(title -> title + "\n" + document.getText())
                .orElse(document.getText());
    }
}
