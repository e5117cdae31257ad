package io.wordtide.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFitTest {

    private static final String NULLABLE = "[\"null\", \"string\"]";
    private static final String NULLABLE_TIME =
            "[\"null\", {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}]";

    /** 2026-03-01T12:00Z is 1,772,366,400 s and 20,513 days after 1970; -1 of any unit is the last of its kind in 1969. */
    static Stream<Arguments> times() {
        Instant noon = Instant.parse("2026-03-01T12:00:00.123Z");
        return Stream.of(
                Arguments.of("long", "timestamp-millis", 1_772_366_400_123L, noon),
                Arguments.of("long", "timestamp-micros", 1_772_366_400_123_000L, noon),
                Arguments.of("long", "timestamp-nanos", 1_772_366_400_123_000_000L, noon),
                Arguments.of("long", "local-timestamp-millis", 1_772_366_400_123L, noon),
                Arguments.of("long", "local-timestamp-micros", 1_772_366_400_123_000L, noon),
                Arguments.of("long", "local-timestamp-nanos", 1_772_366_400_123_000_000L, noon),
                Arguments.of("int", "date", 20_513, Instant.parse("2026-03-01T00:00:00Z")),
                Arguments.of("int", "date", -1, Instant.parse("1969-12-31T00:00:00Z")),
                Arguments.of("long", "timestamp-micros", -1L, Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of("long", "timestamp-nanos", -1L, Instant.parse("1969-12-31T23:59:59.999999999Z")));
    }

    @ParameterizedTest
    @MethodSource("times")
    void shouldReadTimesInTheWritersUnit(String type, String logicalType, Object written, Instant expected)
            throws IOException {
        String time = "{\"type\": \"%s\", \"logicalType\": \"%s\"}".formatted(type, logicalType);

        assertThat(publishedAt(time, written)).isEqualTo(expected);
        assertThat(publishedAt("[\"null\", " + time + "]", written)).isEqualTo(expected);
        assertThat(publishedAt("[" + time + ", \"null\"]", written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "long, io.debezium.time.Timestamp, 1772366400123",
        "long, io.debezium.time.MicroTimestamp, 1772366400123456",
        "long, io.debezium.time.NanoTimestamp, 1772366400123456789"
    })
    void shouldReadTimesInTheUnitThatDebeziumNames(String type, String name, long written) throws IOException {
        String time = "{\"type\": \"%s\", \"connect.name\": \"%s\"}".formatted(type, name);

        assertThat(publishedAt(time, written).toEpochMilli()).isEqualTo(1_772_366_400_123L);
    }

    @Test
    void shouldReadLongWithoutUnitAsMilliseconds() throws IOException {
        assertThat(publishedAt("\"long\"", 1_772_366_400_123L)).isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
    }

    @Test
    void shouldReadEachTypeOfAUnionOfTimesInItsOwnUnit() throws IOException {
        String either = "[\"null\", {\"type\": \"int\", \"logicalType\": \"date\"},"
                + " {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}]";

        assertThat(publishedAt(either, 20_513)).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(publishedAt(either, 1_772_366_400_000_000L)).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "\"int\"",
                "\"double\"",
                "{\"type\": \"long\", \"logicalType\": \"time-micros\"}",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"}",
                "{\"type\": \"long\", \"connect.name\": \"io.debezium.time.MicroTime\"}"
            })
    void shouldRefuseTimesThatAreNoPointInTime(String type) {
        assertThat(misfit(document("\"string\"", "\"string\"", type)))
                .startsWith("expected the field publishedAt as long with the logical type timestamp-millis")
                .contains(", found " + new Schema.Parser().parse(type).getType().getName())
                .endsWith("; convert it or leave it out");
    }

    @Test
    void shouldReadOurOwnSchemaAndOldOnesWithoutOptionalFields() throws IOException {
        Schema shortest = SchemaBuilder.record("Document")
                .fields()
                .requiredString("id")
                .requiredString("text")
                .endRecord();

        assertThat(SchemaFit.DOCUMENTS.misfit(Document.getClassSchema())).isEmpty();
        Document read = read(new GenericRecordBuilder(shortest)
                .set("id", "a")
                .set("text", "oil")
                .build());
        assertThat(read)
                .isEqualTo(Document.newBuilder().setId("a").setText("oil").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.confluent.ksql.avro_schemas.KsqlDataSourceSchema", "ConnectDefault", "a.b.Value"})
    void shouldReadRecordsWhateverTheirNameIs(String name) throws IOException {
        Schema schema = SchemaBuilder.record(name)
                .fields()
                .optionalString("text")
                .optionalString("id")
                .requiredInt("stars")
                .optionalString("title")
                .endRecord();

        Document read = read(new GenericRecordBuilder(schema)
                .set("id", "a")
                .set("text", "oil")
                .set("stars", 5)
                .set("title", "Oil")
                .build());

        assertThat(read)
                .isEqualTo(Document.newBuilder()
                        .setId("a")
                        .setText("oil")
                        .setTitle("Oil")
                        .build());
    }

    @Test
    void shouldReadNullAndMissingFieldsAsNull() throws IOException {
        Document withoutValues = read(new GenericData.Record(document(NULLABLE, NULLABLE, NULLABLE_TIME)));
        Schema withoutId =
                SchemaBuilder.record("R").fields().optionalString("text").endRecord();
        GenericRecord text =
                new GenericRecordBuilder(withoutId).set("text", "oil").build();

        assertThat((Object) withoutValues.getId()).isNull();
        assertThat((Object) withoutValues.getText()).isNull();
        assertThat(withoutValues.getPublishedAt()).isEmpty();
        assertThat((Object) read(text).getId()).isNull();
        assertThat(read(text).getText()).isEqualTo("oil");
    }

    @Test
    void shouldNameTheFieldThatIsMissing() {
        Schema review = SchemaBuilder.record("Review")
                .fields()
                .requiredString("id")
                .requiredString("review")
                .endRecord();

        assertThat(misfit(review)).isEqualTo("expected a field text of type string, found the fields id, review");
    }

    @Test
    void shouldNameFieldsThatOnlyDifferInCaseOrUnderscores() {
        Schema upper = SchemaBuilder.record("KsqlDataSourceSchema")
                .fields()
                .optionalString("ID")
                .optionalString("TEXT")
                .optionalLong("PUBLISHED_AT")
                .endRecord();

        assertThat(misfit(upper))
                .startsWith(
                        "expected a field text of type string, found the fields ID, TEXT, PUBLISHED_AT; rename ID to"
                                + " id, TEXT to text, PUBLISHED_AT to publishedAt (in ksqlDB");
    }

    @Test
    void shouldNameOptionalFieldsThatAreNotReadForTheirCase() {
        Schema title = SchemaBuilder.record("R")
                .fields()
                .requiredString("id")
                .requiredString("text")
                .optionalString("Title")
                .endRecord();

        assertThat(SchemaFit.DOCUMENTS.misfit(title)).isEmpty();
        assertThat(SchemaFit.DOCUMENTS.unread(title)).get().asString().startsWith("rename Title to title (");
        assertThat(SchemaFit.DOCUMENTS.unread(Document.getClassSchema())).isEmpty();
    }

    @Test
    void shouldNameFieldsOfAnotherType() {
        assertThat(misfit(document("\"int\"", "[\"null\", \"double\"]", NULLABLE_TIME)))
                .isEqualTo("expected the field id as string, found int; convert it; expected the field text as string,"
                        + " found null or double; convert it");
    }

    @Test
    void shouldRecognizeAChangeEventOfDebezium() {
        Schema row = SchemaBuilder.record("Value")
                .fields()
                .requiredString("id")
                .requiredString("text")
                .endRecord();
        Schema envelope = SchemaBuilder.record("Envelope")
                .fields()
                .name("before")
                .type()
                .optional()
                .type(row)
                .name("after")
                .type()
                .optional()
                .type(row)
                .requiredString("op")
                .endRecord();

        assertThat(misfit(envelope))
                .contains("found a change event of Debezium with the fields before, after, op")
                .endsWith("the transform io.debezium.transforms.ExtractNewRecordState");
    }

    @Test
    void shouldRecognizeADocumentWithinAnotherRecord() {
        Schema envelope = SchemaBuilder.record("Envelope")
                .fields()
                .requiredString("trace")
                .name("payload")
                .type(Document.getClassSchema())
                .noDefault()
                .endRecord();

        assertThat(misfit(envelope))
                .isEqualTo(
                        "expected a record with the fields id and text, found one within the field payload; send that"
                                + " alone (in Kafka Connect: the transform ExtractField$Value with field=payload)");
    }

    @Test
    void shouldRefuseWhatIsNoRecord() {
        assertThat(misfit(Schema.create(Schema.Type.STRING)))
                .startsWith("expected a record with the fields id and text, found string; send a record");
    }

    @Test
    void shouldReadTheRecordOfAUnionThatFits() throws IOException {
        Schema order = SchemaBuilder.record("Order").fields().requiredInt("id").endRecord();
        Schema either = Schema.createUnion(
                Schema.create(Schema.Type.NULL), order, document("\"string\"", "\"string\"", "\"long\""));
        GenericRecord document = new GenericRecordBuilder(either.getTypes().get(2))
                .set("id", "a")
                .set("text", "oil")
                .set("publishedAt", 0L)
                .build();

        assertThat(SchemaFit.DOCUMENTS.misfit(either)).isEmpty();
        assertThat(read(either, document).getText()).isEqualTo("oil");
    }

    @Test
    void shouldRefuseAUnionOfRecordsWhoseTimesHaveDifferentUnits() {
        Schema micros =
                document("\"string\"", "\"string\"", "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}");
        Schema renamed = new Schema.Parser()
                .parse(document("\"string\"", "\"string\"", "\"long\"")
                        .toString()
                        .replace("\"R\"", "\"Other\""));

        assertThat(misfit(Schema.createUnion(micros, renamed)))
                .isEqualTo(
                        "expected one record with the fields id and text, found a union of several whose fields have to"
                                + " be read in different ways; give each a schema of its own");
    }

    @Test
    void shouldKeepMessagesShortWhateverTheSchemaIs() {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("R").fields();
        for (int i = 0; i < 1_000; i++) {
            fields = fields.requiredString("f".repeat(1_000) + i);
        }

        // 20 names of 60 characters with commas, and the sentence around them
        assertThat(misfit(fields.endRecord())).hasSizeLessThan(20 * 62 + 100).contains(" and 980 more");
    }

    private static String misfit(Schema writer) {
        return SchemaFit.DOCUMENTS.misfit(writer).orElse("");
    }

    private static Schema document(String id, String text, String publishedAt) {
        return new Schema.Parser().parse("""
                {"type": "record", "name": "R", "fields": [{"name": "id", "type": %s}, {"name": "text", "type": %s},
                  {"name": "publishedAt", "type": %s}]}""".formatted(id, text, publishedAt));
    }

    private static Instant publishedAt(String type, Object written) throws IOException {
        Schema schema = document("\"string\"", "\"string\"", type);
        GenericRecord record = new GenericRecordBuilder(schema)
                .set("id", "a")
                .set("text", "oil")
                .set("publishedAt", written)
                .build();
        return read(record).getPublishedAt().orElseThrow();
    }

    private static Document read(GenericRecord record) throws IOException {
        return read(record.getSchema(), record);
    }

    private static Document read(Schema writer, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(writer).write(record, encoder);
        encoder.flush();
        return SchemaFit.DOCUMENTS
                .<Document>reader(writer)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
