package io.wordtide.cli.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.streams.topics.RecordPosition;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private final Changes changes = new Changes(row -> List.of(Objects.requireNonNull(row.values()[0])));

    @Test
    void shouldKeepTheLastRowOfAPrimaryKey() {
        // When
        changes.put("d1", row("default", 1));
        changes.put("d1", row("german", 2));
        changes.put("d1", row("default", 3));

        // Then: 1 was replaced by 3
        assertThat(changes.rows()).extracting(Row::position).containsExactly(at(3), at(2));
        assertThat(changes.deleted()).isEmpty();
    }

    @Test
    void shouldDropRowsBeforeADeletionAndKeepThoseAfterIt() {
        // When
        changes.put("d1", row("default", 1));
        changes.put("d1", row("german", 2));
        changes.put("d2", row("default", 3));
        changes.delete("d1");
        changes.put("d1", row("default", 4));

        // Then: deletions are made before rows are written
        assertThat(changes.deleted()).containsExactly("d1");
        assertThat(changes.rows()).extracting(Row::position).containsExactly(at(3), at(4));
    }

    private static Row row(String model, long offset) {
        return new Row(at(offset), new Object[] {model}, 2);
    }

    private static RecordPosition at(long offset) {
        return new RecordPosition("t", 0, offset);
    }
}
