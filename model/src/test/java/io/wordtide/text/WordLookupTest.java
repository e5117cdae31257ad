package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordLookupTest {

    private final WordLookup lookup = new WordLookup(
            Set.of("crisi", "oil", "us", "compani", "basi")::contains,
            () -> Map.of("crisis", "crisi", "oils", "oil", "us", "compani", "gone", "gone", "h\u00e4user", "oil"),
            written -> List.of("unknown", written.replace("ies", "i")));

    @Test
    void shouldFindTheTermThenTheFormThenWhatTheAnalyzerMakesOfTheWord() {
        assertThat(lookup.find("oil")).contains("oil");
        assertThat(lookup.find("us")).as("a term before a form").contains("us");
        assertThat(lookup.find("US")).as("a form, in any case").contains("compani");
        assertThat(lookup.find("Ha\u0308user")).as("in any normalization form").contains("oil");
        assertThat(lookup.find("companies")).as("analyzed").contains("compani");
        assertThat(lookup.find("gone")).as("a form of a word that is gone").isEmpty();
        assertThat(lookup.find("wheat")).isEmpty();
    }

    @Test
    void shouldFindWordsInIsByTheirPlural() {
        assertThat(lookup.find("crises")).contains("crisi");
        assertThat(lookup.find("horses")).isEmpty();
    }
}
