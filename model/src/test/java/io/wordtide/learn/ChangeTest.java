package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.Change.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void shouldHaveItsEvidenceInOneOrderWhateverOrderItWasMeasuredIn() {
        // Given: reversed on purpose; Map.of would have an order of its own in each process
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put(Change.THRESHOLD, 0.1);
        evidence.put(Change.BEFORE, 7.5);
        evidence.put(Change.AFTER, 8.0);

        // When
        Change change = new Change(Kind.DRIFT, 1, List.of(), List.of(), List.of(), evidence);

        // Then
        assertThat(change.evidence().keySet()).containsExactly(Change.AFTER, Change.BEFORE, Change.THRESHOLD);
    }
}
