package io.wordtide.server.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Story;
import io.wordtide.schema.StoryDocument;
import io.wordtide.schema.StoryPhase;
import io.wordtide.server.follow.StorySet.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorySetTest {

    private final StorySet stories = new StorySet(3);

    @Test
    void shouldListTheStoriesOfAModelInEachOrder() {
        // Given: story 10 began last, 9 has the most recent documents, 2 the most of all
        stories.add("2", story("news", "2", 90, 1));
        stories.add("9", story("news", "9", 20, 15));
        stories.add("10", story("news", "10", 3, 3));

        // Then
        assertThat(ids(Order.GROWING, 5)).containsExactly("9", "10", "2");
        assertThat(ids(Order.NEWEST, 5)).containsExactly("10", "9", "2");
        assertThat(ids(Order.LARGEST, 2)).containsExactly("2", "9");
        assertThat(stories.list("sport", Order.NEWEST, 5)).isEmpty();
    }

    @Test
    void shouldKeepTheNewestRecordOfAStory() {
        // When
        stories.add("2", story("news", "2", 5, 1));
        stories.add("2", story("news", "2", 6, 2));

        // Then
        assertThat(stories.get("news", "2")).get().satisfies(story -> {
            assertThat(story.documentCount()).isEqualTo(6);
            assertThat(story.documents()).containsExactly(new FollowedStory.Member("doc-2", "agency", null, "doc-1"));
        });
    }

    @Test
    void shouldForgetAStoryThatHasEnded() {
        // Given
        stories.add("2", story("news", "2", 5, 1));

        // When
        stories.add("2", null);

        // Then
        assertThat(stories.get("news", "2")).isEmpty();
    }

    @Test
    void shouldMakeRoomForNewStories() {
        // Given: room for three
        stories.add("news/1", story("news", "1", 5, 1));
        stories.add("sport/1", story("sport", "1", 5, 1));
        stories.add("news/2", story("news", "2", 5, 1));
        stories.add("news/1", story("news", "1", 6, 1)); // published again

        // When
        stories.add("news/3", story("news", "3", 5, 1));

        // Then
        assertThat(stories.get("sport", "1")).isEmpty();
        assertThat(ids(Order.NEWEST, 5)).containsExactly("3", "2", "1");
    }

    private List<String> ids(Order order, int count) {
        return stories.list("news", order, count).stream()
                .map(FollowedStory::storyId)
                .toList();
    }

    private static Story story(String model, String id, long documents, int recent) {
        return Story.newBuilder()
                .setModel(model)
                .setStoryId(id)
                .setModelVersion(1)
                .setPhase(StoryPhase.STEADY)
                .setTerms(List.of("flood"))
                .setDocumentCount(documents)
                .setRecentCount(recent)
                .setPreviousCount(1)
                .setDuplicateCount(1)
                .setFirstDocumentId("doc-1")
                .setFirstPublishedAt(null)
                .setLastPublishedAt(null)
                .setSources(List.of("agency"))
                .setDocuments(List.of(new StoryDocument("doc-2", "agency", null, "doc-1")))
                .build();
    }
}
