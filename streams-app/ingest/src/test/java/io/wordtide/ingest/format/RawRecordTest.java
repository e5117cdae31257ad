package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RawRecordTest {

    @Test
    void shouldBeBlankWhenItHoldsNothingButBlanksTabsAndLineEnds() {
        assertThat(record("").isBlank()).isTrue();
        assertThat(record(" \t\r\n").isBlank()).isTrue();
        assertThat(record("  .").isBlank()).isFalse();
        assertThat(record("\u00a0").isBlank()).as("a no-break space").isFalse();
    }

    @Test
    void shouldGiveNoMoreOfItsBeginningThanItHas() {
        assertThat(record("tide").head(2)).isEqualTo(ByteBuffer.wrap("ti".getBytes(UTF_8)));
        assertThat(record("tide").head(10)).isEqualTo(ByteBuffer.wrap("tide".getBytes(UTF_8)));
    }

    @Test
    void shouldBeCutWhenItHadMoreBytesThanItHolds() {
        assertThat(record("tide").isCut()).isFalse();
        assertThat(new RawRecord(1, 0, ByteBuffer.wrap("ti".getBytes(UTF_8)), 4).isCut())
                .isTrue();
    }

    private static RawRecord record(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new RawRecord(1, 0, ByteBuffer.wrap(bytes), bytes.length);
    }
}
