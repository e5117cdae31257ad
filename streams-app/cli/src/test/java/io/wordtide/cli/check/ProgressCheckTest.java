package io.wordtide.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.check.ProgressCheck.Range;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressCheckTest {

    private static final String SUBJECT = "progress";

    @Test
    void shouldSayThatNothingHasBeenReadYet() {
        assertThat(ProgressCheck.judge(List.of(), Map.of()))
                .containsExactly(Finding.ok(SUBJECT, "stopped; nothing has been read yet"));
        assertThat(ProgressCheck.judge(List.of("/10.0.0.1", "/10.0.0.1", "/10.0.0.2"), Map.of()))
                .containsExactly(Finding.ok(SUBJECT, "3 stream threads on 2 hosts; nothing has been read yet"));
    }

    @Test
    void shouldSumUpWhatIsNotYetReadOfEachTopic() {
        // Given: 1,500 and 20 unread offsets of documents; all bags have been read
        Map<TopicPartition, Range> ranges = Map.of(
                new TopicPartition("documents", 0), new Range(0, 500, 2_000),
                new TopicPartition("documents", 1), new Range(30, 30, 50),
                new TopicPartition("bags", 0), new Range(7, 9, 9));

        // Then
        assertThat(ProgressCheck.judge(List.of("/10.0.0.1"), ranges))
                .containsExactly(Finding.ok(
                        SUBJECT,
                        "1 stream threads on 1 hosts; not yet read: 0 offsets of bags, 1,520 offsets of documents"));
    }

    @Test
    void shouldNotCountBackwardsWhenTheTopicWasMadeAnew() {
        assertThat(ProgressCheck.judge(List.of(), Map.of(new TopicPartition("documents", 0), new Range(0, 100, 40))))
                .containsExactly(Finding.ok(SUBJECT, "stopped; not yet read: 0 offsets of documents"));
    }

    @Test
    void shouldReportRecordsThatWereDeletedBeforeTheyWereRead() {
        // Given: records 1,000 to 2,499 have been deleted
        Map<TopicPartition, Range> ranges = Map.of(
                new TopicPartition("documents", 0), new Range(2_500, 1_000, 3_000),
                new TopicPartition("documents", 1), new Range(10, 10, 20));

        // Then
        assertThat(ProgressCheck.judge(List.of(), ranges))
                .containsExactly(Finding.problem(
                        SUBJECT,
                        "up to 1,500 records of documents-0 were deleted before they were read; raise retention.ms of"
                                + " the topic, and start more instances"));
    }
}
