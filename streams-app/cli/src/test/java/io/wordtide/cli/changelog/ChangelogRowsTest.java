package io.wordtide.cli.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangelogRowsTest {

    private final ChangelogRows rows = new ChangelogRows(new TopicPartition("changelog", 3));

    @Test
    void shouldHoldTheLastValueOfEachKey() {
        // When
        restore("a", "1");
        restore("b", "1");
        restore("a", "2");
        restore("b", null);
        restore("never", null);

        // Then
        assertThat(rows.store().get(key("a"))).isEqualTo(bytes("2"));
        assertThat(rows.store().get(key("b"))).isNull();
        assertThat(rows.store().approximateNumEntries()).isEqualTo(1);
    }

    @Test
    void shouldHaveNoChangesWhenNothingDiffersFromTheChangelog() {
        // Given
        restore("a", "1");
        restore("b", "1");
        restore("b", null);

        // When: written unchanged, or changed back
        rows.store().put(key("a"), bytes("1"));
        rows.store().put(key("b"), bytes("2"));
        rows.store().delete(key("b"));

        // Then
        assertThat(rows.changes()).isEmpty();
    }

    @Test
    void shouldChangeWhatIsNewOtherOrGone() {
        // Given
        restore("gone", "1");
        restore("other", "1");
        restore("same", "1");

        // When
        rows.store().delete(key("gone"));
        rows.store().put(key("other"), bytes("2"));
        rows.store().put(key("new"), bytes("1"));

        // Then: to the partition of the changelog
        assertThat(rows.changes()).allMatch(change -> change.topic().equals("changelog") && change.partition() == 3);
        assertThat(written()).containsExactlyInAnyOrder("new=1", "other=2", "gone deleted");
    }

    private List<String> written() {
        return rows.changes().stream().map(ChangelogRowsTest::text).toList();
    }

    private static String text(ProducerRecord<byte[], byte[]> change) {
        byte @Nullable [] value = change.value();
        return new String(change.key(), UTF_8) + (value == null ? " deleted" : "=" + new String(value, UTF_8));
    }

    private void restore(String key, @Nullable String value) {
        rows.restore(bytes(key), value == null ? null : bytes(value));
    }

    private static Bytes key(String key) {
        return Bytes.wrap(bytes(key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
