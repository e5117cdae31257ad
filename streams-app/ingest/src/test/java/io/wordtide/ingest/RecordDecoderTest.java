package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.format.HtmlMode;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.schema.DeadLetterReason;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

    @Test
    void shouldRejectTheRecordWhenALibraryThrowsOnIt() {
        // Given
        RecordDecoder decoder = new RecordDecoder(
                "news.jsonl",
                InputFormat.JSON_LINES,
                (text, origin) -> {
                    throw new ArrayIndexOutOfBoundsException("secret");
                },
                HtmlMode.NO);

        // When
        ReadResult result = decoder.decode(new RawRecord(7, 0, ByteBuffer.wrap("secret".getBytes(UTF_8)), 6));

        // Then
        ReadResult.Rejected rejected = (ReadResult.Rejected) result;
        assertThat(rejected.key()).isEqualTo("news.jsonl:7");
        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED_INPUT);
        assertThat(rejected.cause())
                .isEqualTo("expected a record that can be read, found a ArrayIndexOutOfBoundsException");
    }
}
