package io.wordtide.streams.processor;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.Topic;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordCountsCodec;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.processor.WireDecoder.OwnEncoding;
import io.wordtide.streams.topics.SchemaFit;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Serdes of the internal bags topic that accept only what this application writes there: anyone who may write to the
 * cluster may write to this topic, too.
 *
 * <p>They throw a {@link SerializationException} whose cause is the {@link BadDocumentException} that
 * {@link SetUndecodableBagAside} turns into a dead letter, or a
 * {@link io.wordtide.streams.error.RegistryUnavailableException}.
 *
 * <p>Thread-safe.
 */
public final class BagSerdes {

    private BagSerdes() {}

    /** The serde of the model id; or of the id of a document that is to be forgotten, whose record has no value. */
    public static Serde<String> key(Topic<String, WordCounts> bags) {
        return Serdes.serdeFrom(bags.key().serializer(), (topic, bytes) -> modelId(bytes));
    }

    /** The serde of the bag. */
    public static Serde<WordCounts> value(Topic<String, WordCounts> bags, SchemaRegistryClient registry) {
        SchemaFit fit = SchemaFit.of(WordCounts.getClassSchema());
        Optional<OwnEncoding<WordCounts>> own =
                Optional.of(new OwnEncoding<>(WordCountsCodec::isEncodingOf, WordCountsCodec::decode));
        // a decoder belongs to one thread, but all threads share a serde
        ThreadLocal<WireDecoder<WordCounts>> decoders =
                ThreadLocal.withInitial(() -> new WireDecoder<>("bag of words", fit, new WriterSchemas(registry), own));
        return Serdes.serdeFrom(bags.value().serializer(), (topic, bytes) -> bag(bytes, decoders.get()));
    }

    private static String modelId(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0 || bytes.length > RecordSizes.MAX_NAME_BYTES) {
            throw undecodable(new BadDocumentException(
                    DeadLetterReason.UNDECODABLE,
                    "expected an id of 1 to " + RecordSizes.MAX_NAME_BYTES + " bytes as the key, found "
                            + (bytes == null ? "none" : bytes.length + " bytes")));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable WordCounts bag(byte @Nullable [] bytes, WireDecoder<WordCounts> decoder) {
        if (bytes == null) {
            return null;
        }
        try {
            WordCounts bag = decoder.decode(bytes);
            RecordLimits.requireConsistent(bag);
            return bag;
        } catch (BadDocumentException e) {
            throw undecodable(e);
        }
    }

    private static SerializationException undecodable(BadDocumentException problem) {
        return new SerializationException(problem.getMessage(), problem);
    }
}
