package io.wordtide.chaos;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.chaos.InputRecord.Fate;
import io.wordtide.schema.Document;
import io.wordtide.schema.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records of documents, and records that are invalid or unusual. */
final class InputRecords {

    private static final String ID = "poison-";
    private static final byte MAGIC_BYTE = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int UNKNOWN_SCHEMA_ID = Integer.MAX_VALUE;
    private static final int TOKENS = 1_000_000;

    /** The longest text that is learned by default, characters. */
    private static final int MOST_CHARACTERS = 1_000_000;

    /** Placeholder for a byte that is never valid in UTF-8. */
    private static final byte PLACEHOLDER = '~';

    private InputRecords() {}

    /** An ordinary document. */
    static InputRecord of(Document document, Application application) {
        String text = document.getTitle().map(title -> title + "\n").orElse("") + document.getText();
        return new InputRecord(
                document.getId(),
                encode(document, application.topics().documents()),
                null,
                Optional.of(text),
                application.modelOf(document),
                Fate.LEARNED);
    }

    /** One poisonous record of each kind. */
    static List<InputRecord> poison(Application application) {
        Topic<String, Document> topic = application.topics().documents();
        List<InputRecord> records = new ArrayList<>();
        byte[] valid = encode(document("valid", "a document like others"), topic);
        byte[] badMagic = valid.clone();
        badMagic[0] = 1;
        records.add(refused("bad-magic-byte", badMagic));
        byte[] unknownSchema = valid.clone();
        ByteBuffer.wrap(unknownSchema).putInt(1, UNKNOWN_SCHEMA_ID);
        records.add(refused("unknown-schema-id", unknownSchema));
        records.add(refused("cut-off", Arrays.copyOf(valid, valid.length - 5)));
        // with an id as its key it would be a request to forget a document
        records.add(new InputRecord(" ", null, null, Optional.empty(), "", Fate.REFUSED));
        records.add(refused("no-byte", new byte[0]));
        records.add(refused("empty-text", encode(document("empty-text", ""), topic)));
        records.add(refused("million-tokens", encode(document("million-tokens", "word ".repeat(TOKENS)), topic)));
        records.add(of(document("longest", "oil wheat ".repeat(MOST_CHARACTERS / 10)), application));
        records.add(of(document("only-unknown-words", "zzqxv qqzzw vvxxq"), application));
        records.add(invalidUtf8(application));
        records.add(fromTheFuture(application));
        return records;
    }

    /**
     * A document written with a schema that is new to the application, with one field more than ours.
     *
     * @param fieldName name of that field; a new name makes a new schema
     */
    static InputRecord ofAnotherSchema(Application application, String fieldName) {
        List<Schema.Field> fields = new ArrayList<>();
        Document.getClassSchema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field(fieldName, Schema.create(Schema.Type.STRING), "Not ours.", ""));
        Schema schema = Schema.createRecord("Document", "With a field more.", "io.wordtide.schema", false, fields);
        GenericData.Record document = new GenericData.Record(schema);
        String text = "a document with the field " + fieldName;
        document.put("id", ID + fieldName);
        document.put("text", text);
        document.put(fieldName, "something");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            int id = application
                    .registry()
                    .register(application.topics().documents().name() + "-value", new AvroSchema(schema));
            bytes.writeBytes(
                    ByteBuffer.allocate(HEADER_BYTES).put(MAGIC_BYTE).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericData.Record>(schema).write(document, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode a document of another schema", e);
        } catch (RestClientException e) {
            throw new IllegalStateException("expected the registry to take another schema, found " + e, e);
        }
        return new InputRecord(
                ID + fieldName,
                bytes.toByteArray(),
                null,
                Optional.of(text),
                application.config().defaultModelId(),
                Fate.LEARNED);
    }

    /** Avro reads it with a replacement character in place of the byte; refusing it is just as valid. */
    private static InputRecord invalidUtf8(Application application) {
        String text = "words around ~ a byte";
        byte[] value =
                encode(document("invalid-utf-8", text), application.topics().documents());
        for (int i = HEADER_BYTES; i < value.length; i++) {
            value[i] = value[i] == PLACEHOLDER ? (byte) 0xFF : value[i];
        }
        return new InputRecord(
                ID + "invalid-utf-8",
                value,
                null,
                Optional.of(text),
                application.config().defaultModelId(),
                Fate.EITHER);
    }

    private static InputRecord fromTheFuture(Application application) {
        InputRecord now = of(document("future", "a document with a time that is still to come"), application);
        long inTenYears = Instant.now().plus(Duration.ofDays(3650)).toEpochMilli();
        return new InputRecord(now.key(), now.value(), inTenYears, now.text(), now.model(), now.fate());
    }

    private static InputRecord refused(String id, byte[] value) {
        return new InputRecord(ID + id, value, null, Optional.empty(), "", Fate.REFUSED);
    }

    private static Document document(String id, String text) {
        return Document.newBuilder().setId(ID + id).setText(text).build();
    }

    private static byte[] encode(Document document, Topic<String, Document> topic) {
        return topic.value().serializer().serialize(topic.name(), document);
    }
}
