package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryReportTest {

    @Test
    void shouldNameTheWordsOfAllStoriesAsTheStreamWritesThem() {
        // Given
        Story story = new Story(
                "7",
                Story.Phase.NEW,
                "n-1",
                3,
                3,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of("crisi", "bank"),
                Map.of(),
                List.of(),
                List.of());
        StoryReport report = new StoryReport(List.of(), List.of(story), List.of(), List.of(story), List.of(story));

        // When
        StoryReport written = report.withForms(term -> term.equals("crisi") ? "crisis" : term);

        // Then: only forms that differ are kept
        Story expected = story.withForms(Map.of("crisi", "crisis", "bank", "bank")::get);
        assertThat(expected.surfaces()).isEqualTo(Map.of("crisi", "crisis"));
        assertThat(expected.words()).containsExactly("crisis", "bank");
        assertThat(written)
                .isEqualTo(
                        new StoryReport(List.of(), List.of(expected), List.of(), List.of(expected), List.of(expected)));
    }
}
