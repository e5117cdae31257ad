package io.wordtide.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.testing.LogLines;
import io.wordtide.testing.TinyCorpus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that other programs write: other schemas, other wire formats, ids in keys, times in other units. */
@SuppressWarnings("NullAway.Init") // made before each test
class ForeignProducersTest {

    /** As ksqlDB and Kafka Connect write schemas: names of their own, and everything may be null. */
    private static final Schema NULLABLE = new Schema.Parser().parse("""
            {"type": "record", "name": "KsqlDataSourceSchema", "namespace": "io.confluent.ksql.avro_schemas", "fields": [
              {"name": "id", "type": ["null", "string"], "default": null},
              {"name": "text", "type": ["null", "string"], "default": null},
              {"name": "publishedAt", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}],
               "default": null}]}""");

    /** Its level is log4j's default, ERROR, except in tests that read warnings. */
    private static final String LOGGER = "io.wordtide.streams";

    @TempDir
    Path stateDirectory;

    private LearnerDriver driver;
    private SchemaRegistryClient registry;

    @BeforeEach
    void start(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.size", "1");
        driver = new LearnerDriver(stateDirectory, name, settings);
        registry = WordtideConfig.of(Map.of("schema.registry.url", "mock://" + name))
                .schemaRegistry();
    }

    @AfterEach
    void stop() {
        driver.close();
        Configurator.setLevel(LOGGER, Level.ERROR);
    }

    @Test
    void shouldPublishTheTimeThatTheProducerMeant() throws Exception {
        // Given: 2026-03-01T12:00:00.123456Z
        Object written = 1_772_366_400_123_456L;

        // When
        send(bytes("k"), value(nullable("a", "oil", written)));

        // Then
        DocumentEmbedding embedding = only(driver.documentEmbeddings()).value();
        assertThat(embedding.getDocumentId()).isEqualTo("a");
        assertThat(embedding.getPublishedAt()).contains(Instant.parse("2026-03-01T12:00:00.123Z"));
        assertThat(driver.metric("documents-undated-total")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-62135596800000, 0001-01-01T00:00:00Z", // the first millisecond that Python's datetime has
        "253402300799999, 9999-12-31T23:59:59.999Z", // and the last
        "-62135596800001,",
        "253402300800000,",
        "9223372036854775807,"
    })
    void shouldPublishOnlyTimesThatOtherClientsCanRead(long ms, @Nullable Instant published) {
        try (LogLines log = listen()) {
            // When
            for (int n = 0; n < 2; n++) {
                Document document = Document.newBuilder(TinyCorpus.document(n))
                        .setPublishedAt(Instant.ofEpochMilli(ms))
                        .build();
                driver.send(List.of(document));
            }

            // Then
            assertThat(driver.documentEmbeddings())
                    .hasSize(2)
                    .allSatisfy(embedding ->
                            assertThat(embedding.value().getPublishedAt()).isEqualTo(Optional.ofNullable(published)));
            assertThat(driver.metric("documents-undated-total")).isEqualTo(published == null ? 2 : 0);
            assertThat(log.lines(Level.WARN).stream().filter(line -> line.contains("Left publishedAt out")))
                    .hasSize(published == null ? 1 : 0)
                    .allMatch(line -> line.contains("origin=wordtide.documents-0@0"));
        }
    }

    @Test
    void shouldCallADocumentWhoseTextIsNullEmpty() throws Exception {
        assertRefused(
                bytes("k"), value(nullable("a", null, null)), DeadLetterReason.EMPTY, "expected a text, found null");
    }

    @Test
    void shouldTakeTheIdFromTheKeyWhenTheValueHasNone() throws Exception {
        // Given
        Schema withoutId =
                SchemaBuilder.record("R").fields().requiredString("text").endRecord();
        GenericData.Record document = new GenericData.Record(withoutId);
        document.put("text", "oil");

        // When
        send(bytes("schlüssel"), value(document));
        send(bytes("from key"), value(nullable(null, "oil", null)));
        send(avro("avro key", Schema.create(Schema.Type.STRING), "keys"), value(document));
        send(avro("nullable key", NULLABLE.getField("id").schema(), "nullable-keys"), value(document));
        send(bytes("ignored"), value(nullable("a", "oil", null)));

        // Then
        assertThat(driver.documentEmbeddings())
                .extracting(TestRecord::key)
                .containsExactly("schlüssel", "from key", "avro key", "nullable key", "a");
    }

    @Test
    void shouldCallADocumentEmptyWhoseIdIsNeitherInValueNorKey() throws Exception {
        byte[] value = value(nullable(null, "oil", null));

        assertEmpty(null, value, "found none in the value and no key either");
        assertEmpty(new byte[0], value, "expected a document id, found a blank one");
        assertEmpty(new byte[] {0, 0, 0, 7}, value, "a key of 4 bytes that begins with a 0");
        assertEmpty(new byte[] {(byte) 0xFF}, value, "a key of 1 bytes that is not UTF-8");
        assertEmpty(new byte[] {0, 0, 0, 0, 99, 2, 'a'}, value, "a schema id the registry knows, found 99");
        assertEmpty(avro(7, Schema.create(Schema.Type.INT), "keys"), value, "a key that is no string in Avro");
        byte[] cutOff = avro("abc", Schema.create(Schema.Type.STRING), "string-keys");
        cutOff[5] = 20; // ten characters, of which there are three
        assertEmpty(cutOff, value, "a key whose bytes are not the Avro string");
    }

    @Test
    void shouldExplainASchemaThatDoesNotFitWithItsIdAndNoValue() throws Exception {
        Schema review = SchemaBuilder.record("Review")
                .fields()
                .requiredString("ID")
                .requiredString("TEXT")
                .endRecord();
        byte[] value = value(new GenericRecordBuilder(review)
                .set("ID", "a")
                .set("TEXT", "oil")
                .build());

        for (int n = 0; n < 2; n++) {
            assertRefused(
                    bytes("k"),
                    value,
                    DeadLetterReason.UNDECODABLE,
                    "expected a field text of type string, found the fields ID, TEXT; rename ID to id, TEXT to text");
        }
        assertRefused(bytes("k"), value, DeadLetterReason.UNDECODABLE, "(schema id 1)");
    }

    @Test
    void shouldRefuseOnlyTheRecordsOfAUnionThatDoNotFit() throws Exception {
        // Given
        Schema either = new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [{"name": "id", "type": ["string", "int"]},
                  {"name": "text", "type": "string"}]}""");
        byte[] text = value(new GenericRecordBuilder(either)
                .set("id", "a")
                .set("text", "oil")
                .build());
        byte[] number = value(
                new GenericRecordBuilder(either).set("id", 7).set("text", "oil").build());

        // When, Then
        send(bytes("k"), text);
        assertRefused(
                bytes("k"), number, DeadLetterReason.UNDECODABLE, "whose type in a union of its schema does not fit");
        assertThat(driver.documentEmbeddings()).extracting(TestRecord::key).containsExactly("a");
    }

    @Test
    void shouldWarnOnceAboutFieldsThatLookLikeOurs() throws Exception {
        // Given
        Schema title = SchemaBuilder.record("R")
                .fields()
                .requiredString("id")
                .requiredString("text")
                .optionalString("TITLE")
                .endRecord();
        byte[] value = value(new GenericRecordBuilder(title)
                .set("id", "a")
                .set("text", "oil")
                .set("TITLE", "tanker")
                .build());

        try (LogLines log = listen()) {
            // When
            send(bytes("k"), value);
            send(bytes("k"), value);

            // Then
            assertThat(log.lines(Level.WARN))
                    .filteredOn(line -> line.contains("Fields of schema id 1 are not read, but look like ours"))
                    .hasSize(1)
                    .allMatch(line -> line.contains("rename TITLE to title") && !line.contains("tanker"));
        }
    }

    @Test
    void shouldReadIdsOf8BytesAsApicurioWritesThem() throws Exception {
        // Given: magic byte 0, then the id of the schema as a long
        byte[] value = value(nullable("a", "oil", null));
        byte[] longer = ByteBuffer.allocate(value.length + 4)
                .put((byte) 0)
                .putLong(ByteBuffer.wrap(value).getInt(1))
                .put(value, 5, value.length - 5)
                .array();

        // When, Then
        send(bytes("k"), longer);
        assertThat(driver.documentEmbeddings()).extracting(TestRecord::key).containsExactly("a");
        longer[8] = 99;
        assertRefused(
                bytes("k"),
                longer,
                DeadLetterReason.UNDECODABLE,
                "expected a schema id the registry knows, found 99; the id has 8 bytes, as Apicurio's serializers");
        longer[5] = (byte) 0xFF; // beyond an int
        assertRefused(bytes("k"), longer, DeadLetterReason.UNDECODABLE, "found -16777117; the id has 8 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "__value_schema_id, set value.schema.id.serializer=io.confluent.kafka.serializers.schema.id.PrefixSchemaIdSerializer",
        "apicurio.value.globalId, set apicurio.registry.headers.enabled=false"
    })
    void shouldNameSchemaIdsInHeaders(String header, String advice) throws Exception {
        // Given: the value begins with the record itself, whose first byte may be a 0 as well
        Headers headers = new RecordHeaders().add(header, new byte[17]);

        // When
        driver.sendRecord(new TestRecord<>(bytes("k"), new byte[] {0, 0, 0, 0, 1, 2, 'a'}, headers));

        // Then
        DeadLetter letter = only(driver.deadLetters()).value();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(letter.getCause())
                .contains("expected a schema id at the beginning of the value, found one in")
                .contains(header.replace("globalId", "*"))
                .contains(advice);
    }

    @Test
    void shouldNameFormatsOfOtherSerializers() {
        assertUndecodable(bytes(" {\"id\": \"a\", \"text\": \"oil\"}"), ": JSON; use an Avro serializer");
        assertUndecodable(bytes("[{\"id\": \"a\"}]"), ": JSON; use an Avro serializer");
        assertUndecodable(bytes("Öl und oil tanker"), ": text; use an Avro serializer");
        assertUndecodable(new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 0}, ": Avro's single-object encoding;");
        assertUndecodable(bytes("Obj\u0001 and more"), ": an Avro file;");
        assertUndecodable(new byte[] {3, 0, 1, 2, 3, 4}, ": perhaps a schema id of AWS Glue;");
        assertUndecodable(new byte[] {7, 7, 7, 7, 7, 7}, "the first of them 7");
    }

    private static LogLines listen() {
        Configurator.setLevel(LOGGER, Level.WARN);
        return LogLines.listen();
    }

    private void send(byte @Nullable [] key, byte[] value) {
        driver.sendRecord(new TestRecord<>(key, value));
    }

    private void assertUndecodable(byte[] value, String cause) {
        assertRefused(bytes("k"), value, DeadLetterReason.UNDECODABLE, cause);
    }

    private void assertEmpty(byte @Nullable [] key, byte[] value, String cause) {
        assertRefused(key, value, DeadLetterReason.EMPTY, cause);
    }

    private void assertRefused(byte @Nullable [] key, byte[] value, DeadLetterReason reason, String cause) {
        send(key, value);
        DeadLetter letter = only(driver.deadLetters()).value();
        assertThat(letter.getCause()).contains(cause).doesNotContain("oil");
        assertThat(letter.getReason()).isEqualTo(reason);
    }

    private static GenericData.Record nullable(@Nullable String id, @Nullable String text, @Nullable Object time) {
        GenericData.Record record = new GenericData.Record(NULLABLE);
        record.put("id", id);
        record.put("text", text);
        record.put("publishedAt", time);
        return record;
    }

    private byte[] value(GenericData.Record record) throws Exception {
        return avro(record, record.getSchema(), "documents");
    }

    /** In the Confluent wire format. */
    private byte[] avro(Object datum, Schema schema, String subject) throws Exception {
        int schemaId = registry.register(subject, new AvroSchema(schema));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(datum, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static <T> T only(List<T> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
