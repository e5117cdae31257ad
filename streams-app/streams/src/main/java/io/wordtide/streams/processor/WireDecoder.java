package io.wordtide.streams.processor;

import io.wordtide.schema.DeadLetterReason;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.topics.SchemaFit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records of one kind in the Confluent wire format: magic byte 0, schema id (4 bytes, big-endian), Avro binary. The
 * 8-byte ids of Apicurio's own serializers are read, too; their first half is 0, which is nobody's id.
 *
 * <p>The Confluent deserializer throws the same exception for malformed bytes and for an unavailable registry. Two
 * separate steps distinguish them here: fetching the writer's schema can fail because of the network, decoding only
 * because of the bytes. Any writer's schema that {@link SchemaFit} accepts can be read; one that does not fit is explained
 * once and refused from then on.
 *
 * <p>Not thread-safe.
 *
 * @param <V> one generated class
 */
final class WireDecoder<V extends SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(WireDecoder.class);

    private static final byte MAGIC_BYTE = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int LONG_HEADER_BYTES = 1 + Long.BYTES;

    private final String kind;
    private final SchemaFit fit;
    private final WriterSchemas schemas;
    private final Optional<OwnEncoding<V>> own;
    private final Map<Integer, Writer<V>> writers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    /**
     * @param kind name of such a record in messages
     * @param fit which writers' schemas can be read
     * @param own a faster way to read records that this application wrote, if there is one
     */
    WireDecoder(String kind, SchemaFit fit, WriterSchemas schemas, Optional<OwnEncoding<V>> own) {
        this.kind = kind;
        this.fit = fit;
        this.schemas = schemas;
        this.own = own;
    }

    /**
     * A faster way to read records that this application wrote.
     *
     * @param isOf whether records of a schema may be written that way
     * @param decode a record from its bytes and the index of the first; empty if it was written otherwise
     */
    record OwnEncoding<V>(Predicate<Schema> isOf, BiFunction<byte[], Integer, Optional<V>> decode) {}

    /**
     * What is known about a schema.
     *
     * @param own how this application writes its records, if it does
     * @param misfit why its records cannot be read; otherwise there is a reader
     */
    private record Writer<V>(
            Optional<String> misfit, @Nullable SpecificDatumReader<V> reader, Optional<OwnEncoding<V>> own) {}

    /**
     * @throws BadDocumentException if the bytes are not such a record
     * @throws io.wordtide.streams.error.RegistryUnavailableException if the registry is unavailable
     */
    V decode(byte[] value) throws BadDocumentException {
        if (value.length < HEADER_BYTES || value[0] != MAGIC_BYTE) {
            throw undecodable("expected magic byte 0 and a schema id of 4 bytes, found " + value.length + " bytes"
                    + (value.length == 0 ? "" : ", the first of them " + (value[0] & 0xFF))
                    + ForeignFormat.of(value));
        }
        ByteBuffer header = ByteBuffer.wrap(value);
        int schemaId = header.getInt(1);
        int secondHalf = value.length < LONG_HEADER_BYTES ? 0 : header.getInt(HEADER_BYTES);
        if (schemaId != 0 || secondHalf == 0) {
            return decode(value, HEADER_BYTES, schemaId);
        }
        try {
            return decode(value, LONG_HEADER_BYTES, secondHalf);
        } catch (BadDocumentException e) {
            throw undecodable(e.getMessage() + ForeignFormat.ID_OF_8_BYTES);
        }
    }

    private V decode(byte[] value, int headerBytes, int schemaId) throws BadDocumentException {
        Writer<V> writer = writers.get(schemaId);
        if (writer == null) {
            writer = writer(schemaId);
            writers.put(schemaId, writer);
        }
        if (writer.reader() == null) {
            throw undecodable(writer.misfit().orElseThrow() + " (schema id " + schemaId + ")");
        }
        Optional<V> quick = writer.own().flatMap(encoding -> encoding.decode().apply(value, headerBytes));
        if (quick.isPresent()) {
            return quick.get();
        }
        int length = value.length - headerBytes;
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, headerBytes, length, decoder);
            V decoded = writer.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw undecodable("expected one " + kind + " of schema id " + schemaId + " in " + length
                        + " bytes, found further bytes after it");
            }
            return decoded;
        } catch (AvroTypeException e) {
            throw undecodable("expected a " + kind + " of schema id " + schemaId
                    + ", found a value whose type in a union of its schema does not fit; write a type that fits");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro throws many exceptions on bytes it cannot read, and overflows the
            // stack on a schema that nests without end; its messages may quote values, hence only the class
            throw undecodable("expected a " + kind + " of schema id " + schemaId + " in " + length + " bytes, found "
                    + e.getClass().getSimpleName());
        }
    }

    private Writer<V> writer(int schemaId) throws BadDocumentException {
        Schema schema = schemas.byId(schemaId);
        Optional<String> misfit = fit.misfit(schema);
        fit.unread(schema)
                .ifPresent(renames ->
                        LOG.warn("Fields of schema id {} are not read, but look like ours; {}", schemaId, renames));
        return new Writer<>(
                misfit,
                misfit.isPresent() ? null : fit.reader(schema),
                own.filter(encoding -> encoding.isOf().test(schema)));
    }

    private static BadDocumentException undecodable(String message) {
        return new BadDocumentException(DeadLetterReason.UNDECODABLE, message);
    }
}
