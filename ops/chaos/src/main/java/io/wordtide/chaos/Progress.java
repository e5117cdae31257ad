package io.wordtide.chaos;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.streams.topics.TopicReader;
import java.util.List;
import java.util.Map;

/** How far the application has got, according to its committed reports. For one thread. */
final class Progress implements AutoCloseable {

    private final Topic<String, LearningReport> topic;
    private final TopicReader reader;
    private long reports;
    private long learned;

    Progress(Map<String, Object> consumerProperties, Topic<String, LearningReport> learningReports) {
        topic = learningReports;
        reader = new TopicReader(consumerProperties, List.of(learningReports.name()));
    }

    /** Reads to the present end. */
    void update() {
        reader.readToEnd(record -> {
            LearningReport report = topic.value().deserializer().deserialize(topic.name(), record.value());
            reports++;
            learned += report.getDocumentCount()
                    + report.getSkippedDocumentCounts().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
        });
    }

    /** Reports of all models. */
    long reports() {
        return reports;
    }

    /** Documents of all mini-batches, including the skipped ones. */
    long learned() {
        return learned;
    }

    @Override
    public void close() {
        reader.close();
    }
}
