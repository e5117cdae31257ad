package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.Change;
import io.wordtide.learn.Change.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeMessagesTest {

    private static Change change(Kind kind, List<String> terms, Map<String, Double> evidence) {
        return new Change(kind, 12_001, terms, List.of("orchard"), List.of("iphone", "mac"), evidence);
    }

    @Test
    void shouldSayWhatChangedSinceWhen() {
        assertThat(ChangeMessages.of(change(Kind.DRIFT, List.of(), Map.of("before", 6.2, "after", 7.74))))
                .isEqualTo(
                        "Documents have been harder to predict since document 12,001: 7.74 nats per token, 6.20 before");
        assertThat(ChangeMessages.of(
                        change(Kind.OUT_OF_VOCABULARY_BURST, List.of(), Map.of("before", 0.1, "after", 0.274))))
                .isEqualTo("More unknown words since document 12,001: 27.4 % of all tokens, 10.0 % before");
        assertThat(ChangeMessages.of(change(Kind.WORD_MOVED, List.of("apple"), Map.of("cosineDrift", 0.41))))
                .isEqualTo("apple moved by 0.41, towards iphone, mac and away from orchard");
    }

    @Test
    void shouldNameWordsAsTheStreamWritesThem() {
        Change moved = new Change(
                Kind.WORD_MOVED,
                1,
                List.of("appl"),
                List.of("orchard"),
                List.of("iphon"),
                Map.of("appl", "Apple", "iphon", "iPhone"),
                Map.of("cosineDrift", 0.41));

        assertThat(ChangeMessages.of(moved)).isEqualTo("Apple moved by 0.41, towards iPhone and away from orchard");
    }

    @Test
    void shouldNameFiveWordsAndCountTheOthers() {
        List<String> words = List.of("a", "b", "c", "d", "e", "f", "g");
        assertThat(ChangeMessages.of(change(Kind.WORDS_ADMITTED, words, Map.of("words", 1234.0))))
                .isEqualTo("New words: a, b, c, d, e and 1,229 more");
        assertThat(ChangeMessages.of(change(Kind.WORDS_FORGOTTEN, List.of("x"), Map.of("words", 1.0))))
                .isEqualTo("Forgotten words: x");
    }
}
