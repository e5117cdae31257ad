package io.wordtide.app.ingest;

import io.wordtide.app.topics.TopicReader;
import io.wordtide.schema.Topics;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which records of which input have arrived on the topics, by their {@link InputMarks}. The topics are the only book,
 * so it is right after any crash.
 *
 * <p>Immutable, thread-safe.
 */
public final class ArrivedRecords {

    private final Map<String, BitSet> onDocuments = new HashMap<>();
    private final Map<String, BitSet> onDeadLetters = new HashMap<>();
    private long documentCount;

    private ArrivedRecords() {}

    /**
     * Reads {@code documents} and {@code dead-letters} from their beginning to their present end.
     *
     * @param consumerProperties how to reach the cluster
     */
    public static ArrivedRecords read(Map<String, ?> consumerProperties, Topics topics) {
        ArrivedRecords arrived = new ArrivedRecords();
        String documents = topics.documents().name();
        try (TopicReader reader = new TopicReader(
                consumerProperties, List.of(documents, topics.deadLetters().name()))) {
            reader.readToEnd(record -> arrived.add(record, record.topic().equals(documents)));
        }
        return arrived;
    }

    /** Numbers, from 0, of those records of an input that have arrived; a copy. */
    public BitSet of(String input) {
        BitSet numbers = new BitSet();
        Stream.of(onDocuments, onDeadLetters)
                .map(numbersByInput -> numbersByInput.getOrDefault(input, new BitSet()))
                .forEach(numbers::or);
        return numbers;
    }

    /** Documents, whoever wrote them, and those records that ingestion itself set aside. */
    public long recordCount() {
        long setAside = 0;
        for (Map.Entry<String, BitSet> input : onDeadLetters.entrySet()) {
            // a document that the application set aside keeps its marks, and is on documents, too
            BitSet numbers = (BitSet) input.getValue().clone();
            numbers.andNot(onDocuments.getOrDefault(input.getKey(), new BitSet()));
            setAside += numbers.cardinality();
        }
        return documentCount + setAside;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, boolean isDocument) {
        documentCount += isDocument ? 1 : 0;
        InputMarks.read(record.headers())
                .ifPresent(mark -> (isDocument ? onDocuments : onDeadLetters)
                        .computeIfAbsent(mark.input(), input -> new BitSet())
                        .set(mark.number()));
    }
}
