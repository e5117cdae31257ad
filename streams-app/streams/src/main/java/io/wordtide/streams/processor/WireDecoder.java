package io.wordtide.streams.processor;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.TrustedRecords;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.error.RegistryUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records of one kind in the Confluent wire format: magic byte 0, schema id (4 bytes, big-endian), Avro binary.
 *
 * <p>The Confluent deserializer throws the same exception for malformed bytes and for an unavailable registry. Two
 * separate steps distinguish them here: fetching the writer's schema can fail because of the network, decoding only
 * because of the bytes. Any writer's schema that Avro can resolve to ours is accepted.
 *
 * <p>Not thread-safe.
 *
 * @param <V> one generated class
 */
final class WireDecoder<V extends SpecificRecord> {

    private static final byte MAGIC_BYTE = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    /**
     * First digits of the registry's error codes for an unknown subject (40401), version (40402) or schema (40403). A
     * server that is not a registry answers 404, too, but without such a code.
     */
    private static final int NOT_FOUND = 404;

    static {
        TrustedRecords.trust();
    }

    private final String kind;
    private final Schema schema;
    private final SchemaRegistryClient registry;
    private final Map<Integer, SpecificDatumReader<V>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /**
     * @param kind name of such a record in messages
     * @param schema schema of the generated class
     */
    WireDecoder(String kind, Schema schema, SchemaRegistryClient registry) {
        this.kind = kind;
        this.schema = schema;
        this.registry = registry;
    }

    /**
     * @throws BadDocumentException if the bytes are not such a record
     * @throws RegistryUnavailableException if the registry is unavailable
     */
    V decode(byte[] value) throws BadDocumentException {
        if (value.length < HEADER_BYTES || value[0] != MAGIC_BYTE) {
            throw undecodable("expected magic byte 0 and a schema id of 4 bytes, found " + value.length + " bytes"
                    + (value.length == 0 ? "" : ", the first of them " + (value[0] & 0xFF)));
        }
        int schemaId = ByteBuffer.wrap(value).getInt(1);
        SpecificDatumReader<V> reader = readers.get(schemaId);
        if (reader == null) {
            reader = new SpecificDatumReader<>(writerSchema(schemaId), schema);
            readers.put(schemaId, reader);
        }
        return decode(value, schemaId, reader);
    }

    private V decode(byte[] value, int schemaId, SpecificDatumReader<V> reader) throws BadDocumentException {
        int length = value.length - HEADER_BYTES;
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, length, decoder);
            V decoded = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw undecodable("expected one " + kind + " of schema id " + schemaId + " in " + length
                        + " bytes, found further bytes after it");
            }
            return decoded;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro throws many exceptions on bytes it cannot read, and overflows the
            // stack on a schema that nests without end; its messages may quote values, hence only the class
            throw undecodable("expected a " + kind + " of schema id " + schemaId + " in " + length + " bytes, found "
                    + e.getClass().getSimpleName());
        }
    }

    private Schema writerSchema(int schemaId) throws BadDocumentException {
        try {
            return ((AvroSchema) registry.getSchemaById(schemaId)).rawSchema();
        } catch (RestClientException e) {
            if (e.getErrorCode() / 100 == NOT_FOUND) {
                throw undecodable("expected a schema id the registry knows, found " + schemaId);
            }
            throw unavailable(schemaId, e);
        } catch (IOException | RuntimeException e) {
            if (isOfAnotherType(e)) {
                throw undecodable(
                        "expected schema id " + schemaId + " to be an Avro schema, found a schema of another type");
            }
            throw unavailable(schemaId, e);
        }
    }

    /** The client has no exception type for this, only a message: it received a schema that it cannot read. */
    private static boolean isOfAnotherType(Exception e) {
        return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause ->
                        cause.getMessage() != null && cause.getMessage().startsWith("Invalid schema"));
    }

    private static BadDocumentException undecodable(String message) {
        return new BadDocumentException(DeadLetterReason.UNDECODABLE, message);
    }

    private static RegistryUnavailableException unavailable(int schemaId, Exception cause) {
        return new RegistryUnavailableException(
                "expected schema " + schemaId + " from the Schema Registry, found no answer; check schema.registry.url"
                        + " and that the registry is up",
                cause);
    }
}
