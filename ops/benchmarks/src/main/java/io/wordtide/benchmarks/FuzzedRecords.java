package io.wordtide.benchmarks;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the Confluent wire format, of which half are changed into something that may not be one: bits flipped,
 * bytes cut off, inserted or overwritten, another schema's id, lengths beyond the end, malformed UTF-8, noise. A tenth
 * is written with a schema that has further fields. The same seed and schema ids give the same records.
 */
final class FuzzedRecords {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    /** A surrogate, an overlong form, a byte that only continues, one beyond the last code point, and a start without end. */
    private static final byte[][] MALFORMED_UTF8 = {
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0x80},
        {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xE2}
    };

    private final SplittableRandom random;
    private final FuzzedTexts texts;
    private final SchemaIds schemaIds;
    private final SpecificDatumWriter<Document> writer = new SpecificDatumWriter<>(Document.class);
    private long number;

    FuzzedRecords(long seed, SchemaIds schemaIds) {
        this.random = new SplittableRandom(seed);
        this.texts = new FuzzedTexts(random);
        this.schemaIds = schemaIds;
    }

    /**
     * Ids of schemas in a registry.
     *
     * @param document of documents
     * @param wider of documents with further fields
     * @param other of something else
     */
    record SchemaIds(int document, int wider, int other) {

        /** Registers all three. */
        static SchemaIds register(SchemaRegistryClient registry, String topic) {
            Schema document = Document.getClassSchema();
            List<Schema.Field> fields = new ArrayList<>();
            document.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
            fields.add(new Schema.Field("tags", Schema.createArray(Schema.create(Schema.Type.STRING))));
            fields.add(new Schema.Field("scores", Schema.createMap(Schema.create(Schema.Type.LONG))));
            Schema wider = Schema.createRecord(document.getName(), null, document.getNamespace(), false, fields);
            try {
                return new SchemaIds(
                        registry.register(topic + "-value", new AvroSchema(document)),
                        registry.register("wider", new AvroSchema(wider)),
                        registry.register("other", new AvroSchema(Schema.create(Schema.Type.LONG))));
            } catch (IOException | RestClientException e) {
                throw new IllegalStateException("expected the registry to accept three schemas, found an error", e);
            }
        }
    }

    /** The next record; key and value may be null. */
    Record<byte[], byte[]> next() {
        long n = number++;
        String id = texts.id(n);
        byte @Nullable [] value = value(id);
        // a key alone would be a request to forget a document
        boolean hasKey = value != null && random.nextInt(100) != 0;
        byte @Nullable [] key = hasKey ? id.getBytes(StandardCharsets.UTF_8) : null;
        return new Record<>(key, value, 0, headers());
    }

    private Headers headers() {
        Headers headers = new RecordHeaders();
        if (random.nextInt(100) == 0) {
            headers.add(texts.source(), random.nextBoolean() ? null : bytes(random.nextInt(100)));
        }
        return headers;
    }

    private byte @Nullable [] value(String id) {
        byte[] valid = encode(document(id), random.nextInt(10) == 0);
        int at = random.nextInt(valid.length);
        return switch (random.nextInt(22)) {
            case 0, 1 -> flipped(valid, HEADER_BYTES);
            case 2 -> flipped(valid, 0);
            case 3 -> Arrays.copyOf(valid, at);
            case 4 -> spliced(valid, at, at, bytes(1 + random.nextInt(8)));
            case 5 -> spliced(valid, valid.length, valid.length, bytes(1 + random.nextInt(8)));
            case 6 -> spliced(valid, at, Math.min(valid.length, at + 4), bytes(4));
            case 7 -> withSchema(valid);
            case 8, 9 -> spliced(valid, HEADER_BYTES, HEADER_BYTES + 1, length());
            case 10 -> malformedUtf8(valid, at);
            case 11 -> noise();
            default -> valid;
        };
    }

    private Document document(String id) {
        return Document.newBuilder()
                .setId(id)
                .setText(texts.text())
                .setTitle(random.nextInt(4) == 0 ? texts.text() : null)
                .setSource(random.nextInt(4) == 0 ? null : texts.source())
                .setLanguage(random.nextBoolean() ? null : texts.language())
                .setPublishedAt(random.nextBoolean() ? null : Instant.ofEpochMilli(milliseconds()))
                .build();
    }

    private long milliseconds() {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            default -> random.nextLong();
        };
    }

    private byte[] encode(Document document, boolean isWider) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header(isWider ? schemaIds.wider() : schemaIds.document()));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writer.write(document, encoder);
            if (isWider) {
                encoder.writeLong(1); // one tag
                encoder.writeString("tag");
                encoder.writeLong(0);
                encoder.writeLong(0); // no scores
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no file
        }
        return bytes.toByteArray();
    }

    private static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_BYTES).putInt(1, schemaId).array();
    }

    private byte[] flipped(byte[] valid, int from) {
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            valid[random.nextInt(from, valid.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return valid;
    }

    private byte[] withSchema(byte[] valid) {
        int id = switch (random.nextInt(4)) {
            case 0 -> schemaIds.document();
            case 1 -> schemaIds.wider();
            case 2 -> schemaIds.other();
            default -> random.nextInt(1 << 20) - (1 << 19); // hardly one that exists
        };
        return spliced(valid, 0, HEADER_BYTES, header(id));
    }

    /** A length that is negative or claims more bytes than follow, as a variable-length number. */
    private byte[] length() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            EncoderFactory.get()
                    .directBinaryEncoder(bytes, null)
                    .writeLong(random.nextBoolean() ? random.nextInt() : random.nextInt(1 << 14));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no file
        }
        return bytes.toByteArray();
    }

    private byte[] malformedUtf8(byte[] valid, int at) {
        byte[] malformed = MALFORMED_UTF8[random.nextInt(MALFORMED_UTF8.length)];
        return spliced(valid, at, Math.min(valid.length, at + malformed.length), malformed);
    }

    private byte @Nullable [] noise() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> bytes(random.nextInt(8));
            default -> spliced(header(schemaIds.document()), HEADER_BYTES, HEADER_BYTES, bytes(random.nextInt(200)));
        };
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        return ByteBuffer.allocate(bytes.length - (to - from) + instead.length)
                .put(bytes, 0, from)
                .put(instead)
                .put(bytes, to, bytes.length - to)
                .array();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
