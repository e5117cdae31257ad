package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class TrustedRecordsTest {

    @Test
    void shouldTrustTheTypesOfFieldsToo() throws IOException {
        // Given
        TrustedRecords.trust();
        LearningReport report = LearningReport.newBuilder(SampleRecords.learningReport())
                .setDimensions(List.of(new NamedDimension(List.of("oil", "crude"), 0.25)))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(LearningReport.class).write(report, encoder);
        encoder.flush();

        // When
        LearningReport read = new SpecificDatumReader<>(LearningReport.class)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

        // Then
        assertThat(read).isEqualTo(report);
    }
}
