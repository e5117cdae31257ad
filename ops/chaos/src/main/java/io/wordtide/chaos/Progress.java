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
    private long version;
    private long learned;

    Progress(Map<String, Object> consumerProperties, Topic<String, LearningReport> learningReports) {
        topic = learningReports;
        reader = new TopicReader(consumerProperties, List.of(learningReports.name()));
    }

    /** Reads to the present end. */
    void update() {
        reader.readToEnd(record -> {
            LearningReport report = topic.value().deserializer().deserialize(topic.name(), record.value());
            version = report.getModelVersion();
            learned += report.getDocumentCount()
                    + report.getSkippedDocumentCounts().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
        });
    }

    /** Of the last report, 0 if there is none. */
    long version() {
        return version;
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
