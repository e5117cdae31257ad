package io.wordtide.ingest;

import io.wordtide.ingest.InputMarks.Mark;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Topics;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.streams.topics.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records of which input have arrived on the topics, by their {@link InputMarks} and what they say. Nothing but
 * the topics records it, so it is right after any crash.
 *
 * <p>Not thread-safe.
 */
public final class ArrivedRecords {

    /** Earlier versions named a file by its path and its first record. */
    private static final Pattern EARLIER_NAME = Pattern.compile("(.+) beginning [0-9a-f]{1,8}", Pattern.DOTALL);

    private final Topics topics;
    private final Map<String, ArrivedInput> inputs = new HashMap<>();
    private final RecentKeys keys = new RecentKeys();
    private long recordCount;

    /**
     * Nothing has arrived yet.
     *
     * @param inputs those whose numbers are wanted: anyone can write records that claim to come from another one
     */
    public ArrivedRecords(Topics topics, Collection<String> inputs) {
        this.topics = topics;
        inputs.forEach(input -> this.inputs.put(input, new ArrivedInput()));
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
        ArrivedRecords arrived = new ArrivedRecords(topics, inputs);
        try (TopicReader reader = new TopicReader(
                consumerProperties,
                List.of(topics.documents().name(), topics.deadLetters().name()))) {
            reader.readToEnd(arrived::add);
        }
        return arrived;
    }

    /** What has arrived of an input; not a copy. */
    public ArrivedInput of(String input) {
        return inputs.computeIfAbsent(input, name -> new ArrivedInput());
    }

    /** Keys of the records that are marked by key, from whatever input; not a copy. */
    public RecentKeys keys() {
        return keys;
    }

    /**
     * Everything that came in: documents, whoever wrote them, replayed ones included, but not requests to forget one; and dead letters that never were
     * documents, such as a line that ingestion could not read.
     */
    public long recordCount() {
        return recordCount;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        Optional<Mark> mark = InputMarks.read(record.headers());
        if (mark.isPresent() && mark.get().number() == null && record.key() != null) {
            keys.add(new String(record.key(), StandardCharsets.UTF_8));
        }
        if (record.topic().equals(topics.documents().name())) {
            recordCount += isRequestToForget(record) ? 0 : 1;
            mark.ifPresent(found -> addNumber(found, input -> digestOfDocument(input, record)));
            return;
        }
        DeadLetter letter = deadLetter(record);
        if (letter != null && !isOfDocument(letter)) {
            recordCount++;
            mark.ifPresent(found -> addNumber(found, input -> RecordDigests.of(letter)));
        }
    }

    /** Has no value, and a document's id as its key; without one, it becomes a dead letter. */
    private static boolean isRequestToForget(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                && record.key() != null
                && !new String(record.key(), StandardCharsets.UTF_8).isBlank();
    }

    private void addNumber(Mark mark, ToLongFunction<String> digest) {
        Integer number = mark.number();
        String name = inputName(mark.input());
        ArrivedInput input = inputs.get(name);
        if (number != null && input != null) {
            input.add(number, digest.applyAsLong(name));
        }
    }

    private String inputName(String written) {
        Matcher earlier = EARLIER_NAME.matcher(written);
        return !inputs.containsKey(written) && earlier.matches() ? earlier.group(1) : written;
    }

    private long digestOfDocument(String input, ConsumerRecord<byte[], byte[]> record) {
        try {
            return RecordDigests.of(
                    input, topics.documents().value().deserializer().deserialize(record.topic(), record.value()));
        } catch (RuntimeException e) {
            // anyone can write our headers beside a value that is not a document, and Avro throws what it likes
            return RecordDigests.UNREADABLE;
        }
    }

    /** A dead letter; null if it is none, for anyone can write to the topic. */
    private @Nullable DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        try {
            return topics.deadLetters().value().deserializer().deserialize(record.topic(), record.value());
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** A document that the application set aside is on the documents topic, too. */
    private boolean isOfDocument(DeadLetter letter) {
        return RecordPosition.parse(letter.getOrigin())
                .filter(origin -> origin.topic().equals(topics.documents().name()))
                .isPresent();
    }
}
