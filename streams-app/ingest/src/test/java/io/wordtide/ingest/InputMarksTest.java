package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.InputMarks.Mark;
import io.wordtide.schema.Document;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputMarksTest {

    private final ArrivedInput arrived = new ArrivedInput();

    @Test
    void shouldPassOverARecordOnlyWhenTheSameOneCameFromItsPlace() {
        // Given
        InputMarks.ByNumber marks = InputMarks.byNumber("/data/news.csv", arrived);
        Headers headers = marks.mark(1_000_000, record("a", "oil")).headers();

        // Then
        assertThat(InputMarks.read(headers)).hasValue(new Mark("/data/news.csv", 1_000_000));
        assertThat(marks.hasArrived(1_000_000, record("a", "oil"))).isTrue();
        assertThat(marks.hasArrived(1_000_000, record("a", "wheat"))).isFalse();
        assertThat(marks.hasArrived(1_000_000, record("b", "oil"))).isFalse();
        assertThat(marks.hasArrived(0, record("a", "oil"))).isFalse();
        assertThat(marks.passedOverCount()).isEqualTo(1);
        assertThat(marks.markedCount()).isEqualTo(1);
    }

    @Test
    void shouldGiveADocumentWithoutAnIdOneOfItsOwnWhenItReplacesAnother() {
        // Given
        InputMarks.ByNumber marks = InputMarks.byNumber("/data/news.csv", arrived);
        ReadResult first = marks.mark(4, record("news.csv:5", "oil")).result();

        // When
        ReadResult second = marks.mark(4, record("news.csv:5", "wheat")).result();
        ReadResult withId = marks.mark(4, record("a", "gold")).result();

        // Then
        assertThat(first).isEqualTo(record("news.csv:5", "oil"));
        assertThat(second).isEqualTo(record("news.csv:5 (2)", "wheat"));
        assertThat(withId).isEqualTo(record("a", "gold"));
        assertThat(marks.hasArrived(4, record("news.csv:5", "wheat"))).isTrue();
        assertThat(marks.replacingCount()).isEqualTo(2);
    }

    @Test
    void shouldPassOverNothingOfAPipe() {
        // Given: the same line on two runs
        InputMarks.ofPipe("stdin", arrived).mark(0, record("stdin:1", "oil"));
        InputMarks.ByNumber marks = InputMarks.ofPipe("stdin", arrived);

        // Then
        assertThat(marks.hasArrived(0, record("stdin:1", "oil"))).isFalse();
        assertThat(marks.mark(0, record("stdin:1", "oil")).result()).isEqualTo(record("stdin:1 (2)", "oil"));
        assertThat(marks.passedOverCount()).isZero();
    }

    @Test
    void shouldFindTheKeyThatWasMarkedWhateverItsNumber() {
        // Given
        InputMarks marks = InputMarks.byKey("feed", new RecentKeys(), key -> key);

        // When
        Headers headers = marks.mark(3, record("k", "oil")).headers();

        // Then
        assertThat(InputMarks.read(headers)).hasValue(new Mark("feed", null));
        assertThat(marks.hasArrived(7, record("k", "oil"))).isTrue();
        assertThat(marks.hasArrived(3, record("other", "oil"))).isFalse();
    }

    @Test
    void shouldFindTheKeyThatARecordHadInEarlierVersions() {
        // Given
        RecentKeys arrived = new RecentKeys();
        arrived.add("former-17");
        InputMarks marks = InputMarks.byKey("feed", arrived, key -> "former-" + key);

        // Then
        assertThat(marks.hasArrived(0, record("17", "oil"))).isTrue();
        assertThat(marks.hasArrived(0, record("18", "oil"))).isFalse();
    }

    @Test
    void shouldRememberNothingWithoutMarks() {
        InputMarks marks = InputMarks.none();

        assertThat(marks.mark(0, record("k", "oil")).headers()).isEmpty();
        assertThat(marks.hasArrived(0, record("k", "oil"))).isFalse();
    }

    private static ReadResult record(String id, String text) {
        return new ReadResult.Accepted(new Document(id, text, null, null, null, null));
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
