package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.InputMarks.Mark;
import java.util.BitSet;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputMarksTest {

    @Test
    void shouldFindTheNumberThatWasMarked() {
        // Given: record 1 has arrived
        BitSet arrived = new BitSet();
        arrived.set(1);
        InputMarks marks = InputMarks.byNumber("news", arrived);

        // When
        Headers headers = marks.mark(1_000_000, "k");

        // Then
        assertThat(InputMarks.read(headers)).hasValue(new Mark("news", 1_000_000));
        assertThat(marks.hasArrived(0, "k")).isFalse();
        assertThat(marks.hasArrived(1, "k")).isTrue();
        assertThat(marks.hasArrived(1_000_000, "other")).isTrue();
    }

    @Test
    void shouldFindTheKeyThatWasMarkedWhateverItsNumber() {
        // Given
        InputMarks marks = InputMarks.byKey("feed", new RecentKeys(), key -> key);

        // When
        Headers headers = marks.mark(3, "k");

        // Then
        assertThat(InputMarks.read(headers)).hasValue(new Mark("feed", null));
        assertThat(marks.hasArrived(7, "k")).isTrue();
        assertThat(marks.hasArrived(3, "other")).isFalse();
    }

    @Test
    void shouldFindTheKeyThatARecordHadInEarlierVersions() {
        // Given
        RecentKeys arrived = new RecentKeys();
        arrived.add("former-17");
        InputMarks marks = InputMarks.byKey("feed", arrived, key -> "former-" + key);

        // Then
        assertThat(marks.hasArrived(0, "17")).isTrue();
        assertThat(marks.hasArrived(0, "18")).isFalse();
    }

    @Test
    void shouldRememberNothingWithoutMarks() {
        InputMarks marks = InputMarks.none();

        assertThat(marks.mark(0, "k")).isEmpty();
        assertThat(marks.hasArrived(0, "k")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "12345", "\u0080\u0000\u0000\u0000"}) // the last is a negative number
    void shouldIgnoreANumberThatSomebodyElseWrote(String number) {
        Headers headers = new RecordHeaders()
                .add(InputMarks.INPUT_HEADER, "news".getBytes(UTF_8))
                .add(InputMarks.NUMBER_HEADER, number.getBytes(ISO_8859_1));

        assertThat(InputMarks.read(headers)).isEmpty();
    }

    @Test
    void shouldIgnoreANumberWithoutAnInput() {
        assertThat(InputMarks.read(new RecordHeaders().add(InputMarks.NUMBER_HEADER, new byte[4])))
                .isEmpty();
        assertThat(InputMarks.read(new RecordHeaders())).isEmpty();
    }
}
