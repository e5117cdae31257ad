package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

    private static final byte[] PREFIX = {0, 0, 0, 0, 7};

    @BeforeAll
    static void trustRecords() {
        TrustedRecords.trust();
    }

    /** Each kind of record, with every optional field and without; numbers of each length; empty and long arrays. */
    @Test
    void shouldWriteTheBytesThatAvroWrites() throws IOException {
        for (SpecificRecordBase record : records().toList()) {
            assertThat(RecordEncoder.of(record.getSchema()).encode(PREFIX, record))
                    .as("%s", record.getSchema().getName())
                    .isEqualTo(avro(record));
        }
    }

    @Test
    void shouldRefuseANullWhereTheSchemaHasNone() {
        RecordEncoder encoder = RecordEncoder.of(Document.getClassSchema());
        Document withoutText = new Document("d1", null, null, null, null, null);

        assertThatNullPointerException().isThrownBy(() -> encoder.encode(PREFIX, withoutText));
    }

    @Test
    void shouldRefuseTypesThatNoSchemaOfWordtideHas() {
        for (String type : List.of(
                "{\"type\": \"fixed\", \"name\": \"md5\", \"size\": 16}",
                "[\"string\", \"int\"]",
                "[\"int\", \"null\"]")) {
            Schema schema = new Schema.Parser().parse(type);
            assertThatIllegalArgumentException().isThrownBy(() -> RecordEncoder.of(schema));
        }
    }

    private static Stream<SpecificRecordBase> records() {
        List<Integer> numbers = IntStream.range(0, 32)
                .flatMap(bits -> IntStream.of(1 << bits, -(1 << bits), (1 << bits) - 1))
                .boxed()
                .toList();
        WordCounts bare = new WordCounts("", List.of(), List.of(), 0, null, null, null, Map.of(), List.of());
        WordCounts full = new WordCounts(
                "\u00e9\u20ac\ud83c\udf0a\ud83c", // ends in half a surrogate pair
                List.of("x".repeat(5_000), ""),
                numbers,
                -1,
                "desk",
                Instant.ofEpochMilli(-1L),
                "documents-0@5",
                Map.of("email", 2, "order id", 70),
                List.of("", "\u00d6l"));
        Document document = new Document("d", "text", null, null, null, Instant.ofEpochMilli(Long.MIN_VALUE));
        LearningEvent event = LearningEvent.newBuilder(SampleRecords.learningEvent())
                .setEvidence(Map.of())
                .setTerms(List.of())
                .build();
        return Stream.concat(SampleRecords.all().stream(), Stream.of(bare, full, document, event));
    }

    private static byte[] avro(SpecificRecordBase record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREFIX);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecordBase>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
