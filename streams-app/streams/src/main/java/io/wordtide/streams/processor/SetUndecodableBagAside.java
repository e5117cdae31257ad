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
 * Sends a record on the bags topic that is no bag to the dead letters, in the transaction that passes over it; fails on
 * everything else, such as a registry that is away. {@link BagSerdes} tells the two apart.
 *
 * <p>Kafka Streams makes an instance for each thread and hands it the whole configuration, so what it needs is in
 * there: see {@link #settings}.
 */
@SuppressWarnings("NullAway.Init") // configure() comes before every other call
public final class SetUndecodableBagAside implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SetUndecodableBagAside.class);
    private static final String DEAD_LETTERS = "wordtide.internal.dead-letters";

    private Topic<?, DeadLetter> deadLetters;

    /** What the configuration of Kafka Streams has to hold for this handler to be used. */
    public static Map<String, Object> settings(Topic<String, DeadLetter> deadLetters) {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                SetUndecodableBagAside.class,
                DEAD_LETTERS,
                deadLetters);
    }

    @Override
    @SuppressWarnings("unchecked") // settings() has put it there
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
        LOG.warn("Set a record aside that is no bag origin={} cause={}", origin, problem.getMessage());
        DeadLetterRecord aside =
                DeadLetterRecord.of(origin, problem, record.key(), record.headers(), record.value(), Instant.now());
        byte[] value = deadLetters.value().serializer().serialize(deadLetters.name(), aside.letter());
        return Response.resume(
                List.of(new ProducerRecord<>(deadLetters.name(), null, null, aside.key(), value, aside.headers())));
    }
}
