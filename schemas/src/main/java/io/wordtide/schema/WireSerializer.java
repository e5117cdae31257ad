package io.wordtide.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The Confluent Avro serializer, called once for each topic.
 *
 * <p>It looks up the schema again for each record, by a hash over the whole schema, which takes longer than the
 * encoding. The first record of a topic goes through it. If its output is Avro's plain encoding after the same first
 * five bytes (magic byte, schema id), later records are written that way; if not (a setting that keeps the id in a
 * header or writes with a schema other than ours), all records go through it.
 *
 * <p>Thread-safe.
 *
 * @param <V> one generated class
 */
final class WireSerializer<V extends SpecificRecord> implements Serializer<V> {

    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    /** Holds most records without growing. */
    private static final int INITIAL_BYTES = 2048;

    private final Serializer<Object> confluent;
    private final Optional<Encoding<V>> encoding;
    private final Map<String, PlainEncoding<V>> encodingByTopic = new ConcurrentHashMap<>();

    /**
     * @param confluent configured and thread-safe; closed with this one
     * @param encoding writes such records as Avro does; if there is none, Avro's general writer does
     */
    WireSerializer(Serializer<Object> confluent, Optional<Encoding<V>> encoding) {
        this.confluent = confluent;
        this.encoding = encoding;
    }

    /** Avro's plain encoding of one kind of record. */
    @FunctionalInterface
    interface Encoding<V> {

        /** The prefix, and then the record. */
        byte[] encode(byte[] prefix, V value) throws IOException;
    }

    @Override
    public byte[] serialize(String topic, V value) {
        return serialize(topic, new RecordHeaders(), value);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, V value) {
        PlainEncoding<V> known = encodingByTopic.get(topic);
        // a deletion has no value
        return known == null || value == null ? askConfluent(topic, headers, value) : known.encode(value);
    }

    @Override
    public void close() {
        confluent.close();
    }

    private byte[] askConfluent(String topic, Headers headers, V value) {
        byte[] bytes = confluent.serialize(topic, headers, value);
        if (bytes != null && bytes.length >= PREFIX_BYTES) {
            PlainEncoding<V> tried = new PlainEncoding<>(
                    Arrays.copyOf(bytes, PREFIX_BYTES), encoding.orElseGet(() -> avro(value.getSchema())));
            if (Arrays.equals(bytes, tried.encode(value))) {
                encodingByTopic.put(topic, tried);
            }
        }
        return bytes;
    }

    private static <V extends SpecificRecord> Encoding<V> avro(Schema schema) {
        SpecificDatumWriter<V> writer = new SpecificDatumWriter<>(schema); // thread-safe
        return (prefix, value) -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
            bytes.writeBytes(prefix);
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            writer.write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        };
    }

    /**
     * How the records of one topic are written.
     *
     * @param prefix first bytes of each record
     */
    private record PlainEncoding<V>(byte[] prefix, Encoding<V> encoding) {

        byte[] encode(V value) {
            try {
                return encoding.encode(prefix, value);
            } catch (IOException | RuntimeException e) {
                throw new SerializationException("expected a record that fits its schema, found one that does not", e);
            }
        }
    }
}
