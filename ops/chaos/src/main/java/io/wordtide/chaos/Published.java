package io.wordtide.chaos;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What a stopped application has published: committed records only, in order.
 *
 * @param documentCount records on {@code documents}
 * @param reports without the two fields that contain times
 * @param documents embeddings of documents
 * @param words the newest embedding of each word, as compaction leaves it
 * @param deadLetters keys of the dead letters
 */
record Published(
        long documentCount,
        List<LearningReport> reports,
        List<Row> documents,
        Map<String, ByteBuffer> words,
        List<String> deadLetters) {

    /** Magic byte and schema id of the Confluent wire format; ids may differ between subjects. */
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    /**
     * A record.
     *
     * @param key its key
     * @param value its Avro encoding
     */
    record Row(String key, ByteBuffer value) {}

    static Published read(Application application) {
        List<String> documents = new ArrayList<>();
        read(application, application.topics().documents(), (key, value) -> documents.add(key));
        Topic<String, LearningReport> topic = application.topics().learningReports();
        List<LearningReport> reports = new ArrayList<>();
        read(
                application,
                topic,
                (key, value) ->
                        reports.add(withoutTimes(topic.value().deserializer().deserialize(topic.name(), value))));
        List<Row> embeddings = new ArrayList<>();
        read(
                application,
                application.topics().documentEmbeddings(),
                (key, value) -> embeddings.add(new Row(key, avro(value))));
        Map<String, ByteBuffer> words = new TreeMap<>();
        read(application, application.topics().wordEmbeddings(), (key, value) -> words.put(key, avro(value)));
        List<String> deadLetters = new ArrayList<>();
        read(application, application.topics().deadLetters(), (key, value) -> deadLetters.add(key));
        return new Published(documents.size(), reports, embeddings, words, deadLetters);
    }

    /** Messages with parts of rounds that other instances refined. */
    static long refinedParts(Application application) {
        AtomicLong count = new AtomicLong();
        try (TopicReader reader = new TopicReader(
                application.config().consumerProperties(), List.of(InternalTopics.refinedParts(application.id())))) {
            reader.readToEnd(record -> count.incrementAndGet());
        }
        return count.get();
    }

    /** Documents that were counted but had no known word. */
    long skippedCount() {
        return reports.stream()
                .flatMap(report -> report.getSkippedDocumentCounts().values().stream())
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** In order, by model id. */
    Map<String, List<LearningReport>> reportsByModel() {
        return reports.stream().collect(Collectors.groupingBy(LearningReport::getModel));
    }

    private static void read(Application application, Topic<String, ?> topic, BiConsumer<String, byte[]> action) {
        try (TopicReader reader = new TopicReader(application.config().consumerProperties(), List.of(topic.name()))) {
            reader.readToEnd(record -> action.accept(new String(record.key(), StandardCharsets.UTF_8), record.value()));
        }
    }

    private static ByteBuffer avro(byte[] value) {
        return ByteBuffer.wrap(value, HEADER_BYTES, value.length - HEADER_BYTES).slice();
    }

    private static LearningReport withoutTimes(LearningReport report) {
        return LearningReport.newBuilder(report)
                .setStepMs(0)
                .setLearnedAt(Instant.EPOCH)
                .build();
    }
}
