package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was written by any released version is read by today's classes. */
class FrozenRecordsTest {

    @BeforeAll
    static void trustRecords() {
        TrustedRecords.trust();
    }

    @ParameterizedTest
    @MethodSource("everyRecordOfEveryVersion")
    void shouldReadEveryFieldOfFrozenBytes(Path version, SpecificRecordBase sample) throws IOException {
        // Given
        Schema writer = FrozenRecords.schema(version, sample.getSchema().getName());
        byte[] bytes = FrozenRecords.binary(version, sample.getSchema().getName());

        // When
        SpecificRecordBase read = new SpecificDatumReader<SpecificRecordBase>(
                        writer, sample.getSchema(), sample.getSpecificData())
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));

        // Then
        for (Schema.Field field : sample.getSchema().getFields()) {
            assertThat(read.get(field.pos())).as(field.name()).isEqualTo(sample.get(field.pos()));
        }
    }

    @ParameterizedTest
    @MethodSource("everyRecordOfEveryVersion")
    void shouldBeBackwardCompatible(Path version, SpecificRecordBase sample) throws IOException {
        // Given
        Schema writer = FrozenRecords.schema(version, sample.getSchema().getName());

        // When
        SchemaPairCompatibility compatibility =
                SchemaCompatibility.checkReaderWriterCompatibility(sample.getSchema(), writer);

        // Then
        assertThat(compatibility.getType())
                .as(() -> compatibility.getResult().toString())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void shouldBeFrozenInTheNewestVersion(SpecificRecordBase sample) throws IOException {
        // Given
        String record = sample.getSchema().getName();

        // When
        Schema today = FrozenRecords.schema(FrozenRecords.TODAY, record);

        // Then
        assertThat(today)
                .as("%s.avsc changed; freeze it as a new version (schemas/README.md says how)", record)
                .isEqualTo(FrozenRecords.schema(FrozenRecords.newest(), record));
    }

    static List<SpecificRecordBase> everyRecord() {
        return SampleRecords.all();
    }

    static List<Arguments> everyRecordOfEveryVersion() throws IOException {
        List<Arguments> arguments = new ArrayList<>();
        for (Path version : FrozenRecords.versions()) {
            for (SpecificRecordBase sample : SampleRecords.all()) {
                String record = sample.getSchema().getName();
                if (Files.notExists(version.resolve(record + ".avsc"))) {
                    continue; // the record is younger than the version
                }
                arguments.add(argumentSet(version.getFileName() + " " + record, version, sample));
            }
        }
        return arguments;
    }
}
