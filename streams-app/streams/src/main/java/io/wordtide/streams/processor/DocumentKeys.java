package io.wordtide.streams.processor;

import io.wordtide.schema.DeadLetterReason;
import io.wordtide.streams.error.BadDocumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes the id of a document from the key of its record, where the value has none: ksqlDB and Kafka Connect write a key
 * that way. A key is text in UTF-8, or an Avro string in the Confluent wire format.
 */
final class DocumentKeys {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final WriterSchemas schemas;

    DocumentKeys(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * @throws BadDocumentException if the key is not an id
     * @throws io.wordtide.streams.error.RegistryUnavailableException if the registry is unavailable
     */
    String id(byte @Nullable [] key) throws BadDocumentException {
        if (key == null) {
            throw missing("no key either; write the field id, or the id as the record's key");
        }
        if (key.length == 0 || key[0] != 0) {
            return text(key);
        }
        if (key.length < HEADER_BYTES) {
            throw missing("a key of " + key.length + " bytes that begins with a 0; write the id as text");
        }
        Object found = read(key, schema(ByteBuffer.wrap(key).getInt(1)));
        if (found instanceof CharSequence id) {
            return id.toString();
        }
        throw missing(
                "a key that is no string in Avro; write one (in Kafka Connect: the transform ExtractField$Key, then"
                        + " Cast$Key)");
    }

    /** Null if the key is, or cannot hold a string. */
    private static @Nullable Object read(byte[] key, Schema schema) throws BadDocumentException {
        Stream<Schema> types = schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema);
        if (!types.map(Schema::getType).allMatch(type -> type == Schema.Type.STRING || type == Schema.Type.NULL)) {
            return null;
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(key, HEADER_BYTES, key.length - HEADER_BYTES, null);
        try {
            return new GenericDatumReader<>(schema).read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw missing("a key whose bytes are not the Avro string that it says it is");
        }
    }

    private Schema schema(int schemaId) throws BadDocumentException {
        try {
            return schemas.byId(schemaId);
        } catch (BadDocumentException e) {
            throw missing("a key that begins with a 0: " + e.getMessage() + "; write the id as text");
        }
    }

    private static String text(byte[] key) throws BadDocumentException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            throw missing("a key of " + key.length + " bytes that is not UTF-8; write the id as text");
        }
    }

    private static BadDocumentException missing(String found) {
        return new BadDocumentException(
                DeadLetterReason.EMPTY, "expected a document id, found none in the value and " + found);
    }
}
