package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests nothing: writes a version for {@link FrozenRecordsTest} when requested by {@code -Dfreeze=v2}. */
class FreezeRecordsTest {

    @Test
    @EnabledIfSystemProperty(named = "freeze", matches = "v[1-9][0-9]*", disabledReason = "run by hand: see README.md")
    void shouldFreezeTodaysRecords() throws IOException {
        // Given
        Path version = FrozenRecords.DIRECTORY.resolve(System.getProperty("freeze"));
        Files.createDirectories(version);

        // When
        for (SpecificRecordBase sample : SampleRecords.all()) {
            String name = sample.getSchema().getName();
            Files.copy(
                    FrozenRecords.TODAY.resolve(name + ".avsc"),
                    version.resolve(name + ".avsc"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.write(version.resolve(name + ".avro"), encode(sample));
        }

        // Then
        assertThat(FrozenRecords.newest()).isEqualTo(version);
    }

    private static byte[] encode(SpecificRecordBase value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData()).write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
