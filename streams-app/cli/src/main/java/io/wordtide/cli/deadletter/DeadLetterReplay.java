package io.wordtide.cli.deadletter;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.Topics;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.streams.topics.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Sends the original records of dead letters to the documents topic again: the bytes in the letter, or, if it does not
 * hold all of them, the record at the origin.
 *
 * <p>The replayed record itself shows that it was replayed: its header {@value #HEADER} holds the position of the dead
 * letter. The two cannot get out of step, whenever the process dies, and letters can be selected and replayed in any
 * order; the committed offset of a consumer group could only cover all letters up to one. A new run fences earlier ones
 * ({@link ReplayProducer}) and then reads the headers, so two concurrent runs do not replay a letter twice either.
 * Headers are read from one hour before the oldest letter, because clocks differ.
 *
 * <p>For one thread, except {@link #stop}.
 */
public final class DeadLetterReplay implements AutoCloseable {

    /** Header with the position of the dead letter that a document was replayed for. */
    static final String HEADER = "wordtide.replay";

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofHours(1);

    private final Topics topics;
    private final TopicReader letters;
    private final TopicReader documents;
    private final Closer readers;
    private final @Nullable ReplayProducer producer;

    /**
     * Connects.
     *
     * @param consumerProperties how to reach the cluster
     * @param producer not closed here; null for a dry run, which sends nothing
     * @throws io.wordtide.streams.topics.TopicException if a topic is missing
     */
    public DeadLetterReplay(Map<String, ?> consumerProperties, Topics topics, @Nullable ReplayProducer producer) {
        this.topics = topics;
        this.producer = producer;
        try (Closer closer = new Closer()) {
            this.letters = closer.register(new TopicReader(
                    consumerProperties, List.of(topics.deadLetters().name())));
            this.documents = closer.register(new TopicReader(
                    consumerProperties, List.of(topics.documents().name())));
            this.readers = closer.keep();
        }
    }

    /**
     * Replays the letters that are on the topic now, in the order of each partition.
     *
     * @param again whether to replay letters that were replayed before, too
     * @param outcomes receives the outcome of each selected letter; that of a replayed one once it is committed
     * @throws DeadLetterException if another run started, or the cluster refuses; outcomes already reported stay valid
     */
    public void run(
            DeadLetterSelection selection, boolean again, BiConsumer<StoredDeadLetter, ReplayOutcome> outcomes) {
        try {
            Optional<Instant> oldest = oldest(selection);
            if (oldest.isEmpty()) {
                return;
            }
            Set<String> replayed = again ? Set.of() : replayedSince(oldest.get());
            letters.seekToBeginning();
            letters.readToEnd(record -> {
                StoredDeadLetter letter = StoredDeadLetter.decode(record, topics.deadLetters());
                if (selection.includes(letter.letter())) {
                    replay(letter, replayed, outcomes);
                }
            });
            if (producer != null) {
                producer.commit();
            }
        } catch (WakeupException e) {
            // stop() was called; what is not committed is aborted
        }
    }

    /** Ends {@link #run} from another thread. */
    public void stop() {
        letters.wakeup();
        documents.wakeup();
    }

    @Override
    public void close() {
        readers.close();
    }

    private Optional<Instant> oldest(DeadLetterSelection selection) {
        AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
        letters.readToEnd(record -> {
            DeadLetter letter =
                    StoredDeadLetter.decode(record, topics.deadLetters()).letter();
            if (selection.includes(letter)) {
                oldest.accumulateAndGet(letter.getFailedAt(), DeadLetterReplay::earlier);
            }
        });
        return Optional.ofNullable(oldest.get());
    }

    private static Instant earlier(@Nullable Instant known, Instant found) {
        return known == null || found.isBefore(known) ? found : known;
    }

    /** Positions of the letters that documents were replayed for. */
    private Set<String> replayedSince(Instant time) {
        Set<String> positions = new HashSet<>();
        documents.seekToTime(time.minus(CLOCKS_DIFFER_BY));
        documents.readToEnd(document -> document.headers()
                .headers(HEADER)
                .forEach(header -> positions.add(new String(header.value(), StandardCharsets.UTF_8))));
        return positions;
    }

    private void replay(
            StoredDeadLetter letter, Set<String> replayed, BiConsumer<StoredDeadLetter, ReplayOutcome> outcomes) {
        if (replayed.contains(letter.position().toString())) {
            outcomes.accept(letter, new ReplayOutcome.ReplayedBefore());
            return;
        }
        try {
            ProducerRecord<byte[], byte[]> original = marked(original(letter), letter.position());
            requireSize(original);
            Runnable committed = () -> outcomes.accept(letter, new ReplayOutcome.Replayed());
            if (producer == null) {
                committed.run();
            } else {
                producer.send(original, committed);
            }
        } catch (ImpossibleException e) {
            outcomes.accept(letter, new ReplayOutcome.Impossible(e.why));
        }
    }

    private ProducerRecord<byte[], byte[]> original(StoredDeadLetter stored) throws ImpossibleException {
        DeadLetter letter = stored.letter();
        RecordPosition origin = RecordPosition.parse(letter.getOrigin())
                .orElseThrow(() -> new ImpossibleException("expected a record of a topic, found " + letter.getOrigin()
                        + ", which ingestion rejected; correct it there and ingest it again"));
        if (!origin.topic().equals(topics.documents().name())) {
            throw new ImpossibleException(
                    "expected a record of " + topics.documents().name() + ", found one of " + origin.topic()
                            + ", which does not hold documents");
        }
        if (stored.isWhole()) {
            byte[] value = bytes(letter.getValue().orElseThrow());
            return new ProducerRecord<>(origin.topic(), null, null, stored.key(), value, stored.headers());
        }
        ConsumerRecord<byte[], byte[]> found = documents
                .read(origin)
                .orElseThrow(() -> new ImpossibleException("expected the whole record at " + origin
                        + ", since the letter holds only a part of it, found none: the topic's retention has deleted"
                        + " it; send the document again from its source"));
        return new ProducerRecord<>(origin.topic(), null, null, found.key(), found.value(), found.headers());
    }

    private static ProducerRecord<byte[], byte[]> marked(ProducerRecord<byte[], byte[]> original, RecordPosition of) {
        Headers headers = new RecordHeaders(original.headers())
                .remove(HEADER)
                .add(HEADER, of.toString().getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(original.topic(), null, null, original.key(), original.value(), headers);
    }

    /** The original may have been larger: brokers measure compressed records. */
    private static void requireSize(ProducerRecord<byte[], byte[]> record) throws ImpossibleException {
        long bytes = ReplayProducer.bytes(record);
        if (bytes > RecordSizes.MAX_CONTENT_BYTES) {
            throw new ImpossibleException("expected a record of at most " + RecordSizes.MAX_CONTENT_BYTES
                    + " bytes, found " + bytes + "; split the document at its source");
        }
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    /** A letter that cannot be replayed. */
    private static final class ImpossibleException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String why;

        ImpossibleException(String why) {
            super(why);
            this.why = why;
        }
    }
}
