package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDigestsTest {

    private static final String INPUT = "/data/news.csv";

    @Test
    void shouldDifferWhenIdTitleOrTextDiffer() {
        // the last has the same characters in another division
        assertThat(new long[] {
                    digest("a", "Oil", "rose"),
                    digest("b", "Oil", "rose"),
                    digest("a", null, "rose"),
                    digest("a", "", "rose"),
                    digest("a", "Oil", "fell"),
                    digest("a", "Oilr", "ose")
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldBeTheSameWhenTimeSourceOrLanguageAreReadDifferently() {
        Document plain = new Document("a", "rose", "Oil", null, null, null);
        Document dated = new Document("a", "rose", "Oil", "wire", "en", Instant.EPOCH);

        assertThat(RecordDigests.of(INPUT, dated)).isEqualTo(RecordDigests.of(INPUT, plain));
    }

    @Test
    void shouldBeTheSameWhateverPlaceStandsForAnId() {
        assertThat(digest("news.csv:5 (2)", "Oil", "rose")).isEqualTo(digest("news.csv:5", "Oil", "rose"));
        assertThat(digest("5", "Oil", "rose")).isNotEqualTo(digest("news.csv:5", "Oil", "rose"));
    }

    @Test
    void shouldBeTheSameForHalfASurrogatePairAndWhatTheTopicHasForIt() {
        assertThat(digest("a", null, "wave \ud83c")).isEqualTo(digest("a", null, "wave ?"));
    }

    @Test
    void shouldKnowARejectedRecordByItsBytesWhateverTheReason() {
        // Given: an older version gave another reason
        ReadResult.Rejected rejected = new ReadResult.Rejected(
                "news.csv:5", "news.csv:5", DeadLetterReason.MALFORMED_INPUT, "too short", bytes("x,y"), 3);
        DeadLetter letter =
                new DeadLetter("news.csv:5", DeadLetterReason.TOO_LONG, "too long", bytes("x,y"), 3L, Instant.EPOCH);
        DeadLetter cut =
                new DeadLetter("news.csv:5", DeadLetterReason.TOO_LONG, "too long", bytes("x,y"), 9L, Instant.EPOCH);

        assertThat(RecordDigests.of(INPUT, rejected)).isEqualTo(RecordDigests.of(letter));
        assertThat(RecordDigests.of(letter)).isNotEqualTo(RecordDigests.of(cut));
    }

    private static long digest(String id, @Nullable String title, String text) {
        return RecordDigests.of(INPUT, new Document(id, text, title, null, null, null));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
