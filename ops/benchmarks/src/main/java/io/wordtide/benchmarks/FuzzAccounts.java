package io.wordtide.benchmarks;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of the documents, counted from an application's topics. */
final class FuzzAccounts {

    private final Topics topics;
    private final Map<DeadLetterReason, Long> deadLetters = new EnumMap<>(DeadLetterReason.class);
    private final Set<String> origins = new HashSet<>();
    private long in;
    private long embedded;
    private long learned;
    private long skipped;
    private long letters;

    FuzzAccounts(Topics topics) {
        this.topics = topics;
    }

    /** Names of the topics whose records {@link #add} counts. */
    List<String> topics() {
        return List.of(
                topics.documents().name(),
                topics.documentEmbeddings().name(),
                topics.learningReports().name(),
                topics.deadLetters().name());
    }

    /** Counts a record of one of the topics. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(topics.documents().name())) {
            in++;
        } else if (topic.equals(topics.documentEmbeddings().name())) {
            embedded++;
        } else if (topic.equals(topics.learningReports().name())) {
            LearningReport report =
                    topics.learningReports().value().deserializer().deserialize(topic, record.value());
            learned += report.getDocumentCount();
            skipped += report.getSkippedDocumentCounts().values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
        } else {
            DeadLetter letter = topics.deadLetters().value().deserializer().deserialize(topic, record.value());
            deadLetters.merge(letter.getReason(), 1L, Long::sum);
            origins.add(letter.getOrigin());
            letters++;
        }
    }

    /** Documents with an outcome. */
    long outcomes() {
        return learned + skipped + letters;
    }

    long embedded() {
        return embedded;
    }

    long skipped() {
        return skipped;
    }

    Map<DeadLetterReason, Long> deadLetters() {
        return deadLetters;
    }

    /**
     * Returns how many documents went in.
     *
     * @throws IllegalStateException if these are not as many as were sent, if embeddings and reports disagree, or if a
     *     document has two dead letters
     */
    long requireConsistent(long sent) {
        if (in != sent || embedded != learned || origins.size() != letters) {
            throw new IllegalStateException("expected " + sent + " documents, as many embeddings as documents in"
                    + " reports, and one origin for each dead letter, found " + in + " documents, " + embedded
                    + " embeddings of " + learned + " documents, and " + origins.size() + " origins of " + letters
                    + " dead letters");
        }
        return in;
    }
}
