package io.wordtide.streams.processor;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Topic;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.topics.RecordPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record on the bags topic that is not a bag to the dead letters, in the transaction that skips it; fails on
 * everything else, such as an unavailable registry. {@link BagSerdes} distinguishes the two.
 *
 * <p>Kafka Streams creates an instance for each thread and passes it the whole configuration, so that is where its
 * dependencies are: see {@link #settings}.
 */
@SuppressWarnings("NullAway.Init") // configure() comes before every other call
public final class SetUndecodableBagAside implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SetUndecodableBagAside.class);
    private static final String DEAD_LETTERS = "wordtide.internal.dead-letters";

    private Topic<?, DeadLetter> deadLetters;

    /** The settings that make Kafka Streams use this handler. */
    public static Map<String, Object> settings(Topic<String, DeadLetter> deadLetters) {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SetUndecodableBagAside.class,
                DEAD_LETTERS,
                deadLetters);
    }

    @Override
    @SuppressWarnings("unchecked") // settings() put it there
    public void configure(Map<String, ?> configs) {
        deadLetters = (Topic<?, DeadLetter>) Objects.requireNonNull(configs.get(DEAD_LETTERS), DEAD_LETTERS);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (!(exception.getCause() instanceof BadDocumentException problem)) {
            return Response.fail();
        }
        String origin = RecordPosition.of(record).toString();
        LOG.warn("Set aside a record that is not a bag origin={} cause={}", origin, problem.getMessage());
        DeadLetterRecord aside =
                DeadLetterRecord.of(origin, problem, record.key(), record.headers(), record.value(), Instant.now());
        byte[] value = deadLetters.value().serializer().serialize(deadLetters.name(), aside.letter());
        return Response.resume(
                List.of(new ProducerRecord<>(deadLetters.name(), null, null, aside.key(), value, aside.headers())));
    }
}
