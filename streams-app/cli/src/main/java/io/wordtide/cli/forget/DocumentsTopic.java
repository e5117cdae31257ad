package io.wordtide.cli.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.streams.processor.DocumentRecords;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.streams.topics.TopicReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What the topic of the documents has of some documents. A request to forget a document counts if it is behind the record
 * in the same partition: the order of records in different partitions is not known. Not thread-safe.
 */
public final class DocumentsTopic {

    private static final int MOST_PARTITIONS = 5;
    private static final long PROGRESS_RECORDS = 1_000_000;

    private final String name;
    private final DocumentRecords records;
    private final Set<String> ids;
    private final Map<Integer, Beginning> beginnings = new TreeMap<>();
    private final Map<String, Map<Integer, OfDocument>> documents = new HashMap<>();
    private long recordCount;
    private long documentCount;

    /** Where a partition begins; without a time if it has no records. */
    private record Beginning(long offset, @Nullable Instant time) {}

    /**
     * What a partition has of a document.
     *
     * @param newest its newest record
     * @param request the first request to forget it behind that record, if there is one
     */
    private record OfDocument(TopicRecord newest, Optional<TopicRecord> request) {}

    DocumentsTopic(String name, DocumentRecords records, Set<String> ids) {
        this.name = name;
        this.records = records;
        this.ids = ids;
    }

    /**
     * Reads the topic from its beginning to its current end, unless there is nothing to look for.
     *
     * @param properties how to reach the cluster
     * @param name full name of the topic
     * @param progress receives a line now and then if the topic is long
     * @param stop ends it
     * @throws CommandException if it is stopped
     */
    public static DocumentsTopic read(
            Map<String, Object> properties,
            String name,
            DocumentRecords records,
            Set<String> ids,
            Consumer<String> progress,
            StopSignal stop) {
        DocumentsTopic topic = new DocumentsTopic(name, records, ids);
        if (ids.isEmpty()) {
            return topic;
        }
        try (TopicReader reader = new TopicReader(properties, List.of(name))) {
            stop.onStop(reader::wakeup);
            reader.beginningOffsets().forEach(topic::begin);
            reader.readToEnd(record -> topic.add(record, progress));
            return topic;
        } catch (WakeupException e) {
            throw new CommandException("stopped while reading " + name + "; nothing has been done", e);
        }
    }

    void begin(TopicPartition partition, long offset) {
        beginnings.put(partition.partition(), new Beginning(offset, null));
    }

    void add(ConsumerRecord<byte[], byte[]> record, Consumer<String> progress) {
        if (++recordCount % PROGRESS_RECORDS == 0) {
            progress.accept("read %,d records of %s".formatted(recordCount, name));
        }
        beginnings.computeIfPresent(
                record.partition(),
                (partition, beginning) -> beginning.time() == null
                        ? new Beginning(beginning.offset(), Instant.ofEpochMilli(record.timestamp()))
                        : beginning);
        documentCount += record.value() == null ? 0 : 1;
        records.id(record).filter(ids::contains).ifPresent(id -> add(id, record));
    }

    private void add(String id, ConsumerRecord<byte[], byte[]> record) {
        byte[] key = records.isKeyOf(id, record.key()) ? record.key() : id.getBytes(UTF_8);
        TopicRecord found =
                new TopicRecord(RecordPosition.of(record), Instant.ofEpochMilli(record.timestamp()), Bytes.wrap(key));
        Map<Integer, OfDocument> partitions = documents.computeIfAbsent(id, first -> new TreeMap<>());
        if (record.value() != null) {
            partitions.put(record.partition(), new OfDocument(found, Optional.empty()));
        } else {
            partitions.computeIfPresent(
                    record.partition(),
                    (partition, known) ->
                            known.request().isPresent() ? known : new OfDocument(known.newest(), Optional.of(found)));
        }
    }

    /** Full name of the topic. */
    public String name() {
        return name;
    }

    /** The newest record of a document; empty if the topic has none. */
    Optional<TopicRecord> newest(String id) {
        return partitions(id).map(OfDocument::newest).max(Comparator.comparing(TopicRecord::time));
    }

    /** The newest record of a document in each partition where no request to forget it is behind it. */
    List<TopicRecord> notAsked(String id) {
        return partitions(id)
                .filter(found -> found.request().isEmpty())
                .map(OfDocument::newest)
                .toList();
    }

    /** The latest request to forget a document, if there is one behind each of its records; otherwise empty. */
    Optional<TopicRecord> request(String id) {
        return notAsked(id).isEmpty()
                ? partitions(id).flatMap(found -> found.request().stream()).max(Comparator.comparing(TopicRecord::time))
                : Optional.empty();
    }

    private Stream<OfDocument> partitions(String id) {
        return documents.getOrDefault(id, Map.of()).values().stream();
    }

    /** Documents on the topic. */
    public long documentCount() {
        return documentCount;
    }

    /** Whether there is only one order in which the topic can be learned. */
    public boolean isOrdered() {
        return beginnings.size() <= 1;
    }

    /** Whether nothing has been deleted from the beginning of the topic. */
    boolean isWhole() {
        return beginnings.values().stream().allMatch(beginning -> beginning.offset() == 0);
    }

    /** For a person: where the partitions begin. */
    String beginning() {
        String some = beginnings.entrySet().stream()
                .limit(MOST_PARTITIONS)
                .map(partition -> new RecordPosition(
                                name, partition.getKey(), partition.getValue().offset())
                        + (partition.getValue().time() == null
                                ? ", without records"
                                : ", " + partition.getValue().time()))
                .collect(Collectors.joining("; "));
        return beginnings.size() > MOST_PARTITIONS
                ? some + "; and %,d more partitions".formatted(beginnings.size() - MOST_PARTITIONS)
                : some;
    }
}
