package io.wordtide.schema;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Serializer<Object> confluent;
    private final Map<String, PlainEncoding> encodingByTopic = new ConcurrentHashMap<>();

    /** @param confluent configured and thread-safe; closed with this one */
    WireSerializer(Serializer<Object> confluent) {
        this.confluent = confluent;
    }

    @Override
    public byte[] serialize(String topic, V value) {
        return serialize(topic, new RecordHeaders(), value);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, V value) {
        PlainEncoding encoding = encodingByTopic.get(topic);
        // a deletion has no value
        return encoding == null || value == null ? askConfluent(topic, headers, value) : encoding.encode(value);
    }

    @Override
    public void close() {
        confluent.close();
    }

    private byte[] askConfluent(String topic, Headers headers, V value) {
        byte[] bytes = confluent.serialize(topic, headers, value);
        if (bytes != null && bytes.length >= PREFIX_BYTES) {
            PlainEncoding encoding =
                    new PlainEncoding(Arrays.copyOf(bytes, PREFIX_BYTES), RecordEncoder.of(value.getSchema()));
            if (Arrays.equals(bytes, encoding.encode(value))) {
                encodingByTopic.put(topic, encoding);
            }
        }
        return bytes;
    }

    /**
     * How the records of one topic are written.
     *
     * @param prefix first bytes of each record
     */
    private record PlainEncoding(byte[] prefix, RecordEncoder encoder) {

        byte[] encode(SpecificRecord value) {
            try {
                return encoder.encode(prefix, value);
            } catch (RuntimeException e) {
                throw new SerializationException("expected a record that fits its schema, found one that does not", e);
            }
        }
    }
}
