package io.wordtide.ingest;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Topics;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.streams.topics.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which records of which input have arrived on the topics, by their {@link InputMarks}. Nothing but the topics records
 * it, so it is right after any crash.
 *
 * <p>Not thread-safe, because of {@link #keys}.
 */
public final class ArrivedRecords {

    private final Map<String, BitSet> numbersByInput = new HashMap<>();
    private final RecentKeys keys = new RecentKeys();
    private long recordCount;

    /** @param inputs those whose numbers are wanted: anyone can write records that claim to come from another one */
    ArrivedRecords(Collection<String> inputs) {
        inputs.forEach(input -> numbersByInput.put(input, new BitSet()));
    }

    /** {@link #read(Map, Topics, Collection)} without the numbers of any input. */
    public static ArrivedRecords read(Map<String, ?> consumerProperties, Topics topics) {
        return read(consumerProperties, topics, List.of());
    }

    /**
     * Reads {@code documents} and {@code dead-letters} from their beginning to their current end.
     *
     * @param consumerProperties how to reach the cluster
     * @param inputs names of the inputs whose numbers are wanted
     */
    public static ArrivedRecords read(Map<String, ?> consumerProperties, Topics topics, Collection<String> inputs) {
        ArrivedRecords arrived = new ArrivedRecords(inputs);
        String documents = topics.documents().name();
        try (TopicReader reader = new TopicReader(
                consumerProperties, List.of(documents, topics.deadLetters().name()))) {
            reader.readToEnd(record -> {
                arrived.mark(record);
                if (record.topic().equals(documents) || !isOfDocument(record, topics)) {
                    arrived.recordCount++;
                }
            });
        }
        return arrived;
    }

    /** Numbers, from 0, of the records of an input that have arrived; a copy. Empty for an input not asked for. */
    public BitSet of(String input) {
        return (BitSet) numbersByInput.getOrDefault(input, new BitSet()).clone();
    }

    /** Keys of the records that are marked by key, from whatever input; not a copy. */
    public RecentKeys keys() {
        return keys;
    }

    /**
     * Everything that came in: documents, whoever wrote them, replayed ones included; and dead letters that never were
     * documents, such as a line that ingestion could not read.
     */
    public long recordCount() {
        return recordCount;
    }

    /** A document that the application set aside is on the documents topic, too. */
    private static boolean isOfDocument(ConsumerRecord<byte[], byte[]> deadLetter, Topics topics) {
        DeadLetter letter =
                topics.deadLetters().value().deserializer().deserialize(deadLetter.topic(), deadLetter.value());
        return RecordPosition.parse(letter.getOrigin())
                .filter(origin -> origin.topic().equals(topics.documents().name()))
                .isPresent();
    }

    void mark(ConsumerRecord<byte[], byte[]> record) {
        InputMarks.read(record.headers()).ifPresent(mark -> {
            Integer number = mark.number();
            if (number != null) {
                numbersByInput.computeIfPresent(mark.input(), (input, numbers) -> {
                    numbers.set(number);
                    return numbers;
                });
            } else if (record.key() != null) {
                keys.add(new String(record.key(), StandardCharsets.UTF_8));
            }
        });
    }
}
