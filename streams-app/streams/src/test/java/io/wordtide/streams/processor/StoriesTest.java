package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.Story;
import io.wordtide.schema.StoryDocument;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of two things that happen at the same time, and copies of some of them, as seen on the topics. */
class StoriesTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private static final List<String> FLOOD = List.of("river", "flood", "dam", "village", "rescue", "rain", "bridge");
    private static final List<String> VOTE = List.of("vote", "election", "ballot", "party", "senate", "poll", "result");

    @TempDir
    Path folder;

    @Test
    void shouldPublishAStoryForEachOfTwoThingsThatHappen() {
        // When
        List<Emitted> emitted = learn(config(Map.of()), "one", reports(0, 40), 1_000);

        // Then: even numbers report the flood, odd ones the vote
        Map<String, Story> newest = newestStories(emitted);
        assertThat(newest.values()).hasSize(2).allSatisfy(story -> {
            boolean isFlood = FLOOD.contains(story.getTerms().get(0));
            assertThat(story.getTerms()).allMatch(term -> (isFlood ? FLOOD : VOTE).contains(term));
            assertThat(story.getDocuments())
                    .extracting(StoryDocument::getDocumentId)
                    .allMatch(id -> Integer.parseInt(id) % 2 == (isFlood ? 0 : 1));
            assertThat(story.getSources()).containsExactly("agency", "paper");
            assertThat(story.getFirstPublishedAt()).isPresent();
        });
        assertThat(emitted.stream().map(Emitted::value).filter(LearningEvent.class::isInstance))
                .filteredOn(event -> ((LearningEvent) event).getKind() == LearningEventKind.STORY_BORN)
                .hasSize(2);
    }

    @Test
    void shouldNameTheDocumentThatACopyIsOf() {
        // Given: a long report, and later the same with one of its 12 words changed
        List<Document> documents = new ArrayList<>(reports(0, 30));
        Document original = Document.newBuilder(documents.get(28))
                .setId("original")
                .setText(String.join(" ", FLOOD) + " levee sandbag shelter ferry evacuation")
                .build();
        documents.add(original);
        documents.addAll(reports(30, 36));
        documents.add(Document.newBuilder(original)
                .setId("copy")
                .setText(original.getText().replaceFirst("ferry", "boat"))
                .build());

        // When
        List<Emitted> emitted = learn(config(Map.of()), "copy", documents, 1_000);

        // Then
        assertThat(emitted.stream()
                        .map(Emitted::value)
                        .filter(DocumentEmbedding.class::isInstance)
                        .map(DocumentEmbedding.class::cast))
                .filteredOn(embedding -> embedding.getDocumentId().equals("copy"))
                .singleElement()
                .satisfies(copy -> {
                    assertThat(copy.getDuplicateOf()).contains("original");
                    assertThat(copy.getStory()).isPresent();
                    assertThat(copy.getNovelty().orElseThrow()).isLessThan(0.5);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 13})
    void shouldPublishTheSameStoriesWhenRestartedInBetween(int documentsBetweenRestarts) {
        // Given: a window that the first documents leave
        WordtideConfig config = config(Map.of("wordtide.stories.window", "100"));
        List<Emitted> undisturbed = learn(config, "undisturbed", changing(), 1_000);

        // When
        List<Emitted> restarted = learn(config, "restarted", changing(), documentsBetweenRestarts);

        // Then
        assertThat(restarted).isEqualTo(undisturbed);
        assertThat(newestStories(undisturbed)).hasSize(1); // the vote; the flood has ended
    }

    @Test
    void shouldSendATombstoneWhenAllDocumentsOfAStoryHaveLeftTheWindow() {
        // When: the flood ends after 60 documents, and the window has room for 100
        List<Emitted> emitted = learn(config(Map.of("wordtide.stories.window", "100")), "tombstone", changing(), 1_000);

        // Then
        List<Emitted> tombstones = emitted.stream()
                .filter(record -> record.child().equals(LearnProcessor.STORIES) && record.value() == null)
                .toList();
        assertThat(tombstones).isNotEmpty();
        assertThat(newestStories(emitted)).doesNotContainKeys(tombstones.get(0).key());
    }

    @Test
    void shouldPublishNothingAboutStoriesWhenTheyAreOff() {
        // When
        List<Emitted> emitted = learn(config(Map.of("wordtide.stories", "off")), "off", reports(0, 40), 1_000);

        // Then
        assertThat(newestStories(emitted)).isEmpty();
        assertThat(emitted.stream()
                        .map(Emitted::value)
                        .filter(DocumentEmbedding.class::isInstance)
                        .map(DocumentEmbedding.class::cast))
                .isNotEmpty()
                .allSatisfy(embedding -> assertThat(embedding.getStory()).isEmpty());
    }

    /** What a reader of the compacted topic has. */
    private static Map<String, Story> newestStories(List<Emitted> emitted) {
        Map<String, Story> newest = new HashMap<>();
        emitted.stream()
                .filter(record -> record.child().equals(LearnProcessor.STORIES))
                .forEach(record -> {
                    if (record.value() instanceof Story story) {
                        newest.put(record.key(), story);
                    } else {
                        newest.remove(record.key());
                    }
                });
        return newest;
    }

    private List<Emitted> learn(WordtideConfig config, String name, List<Document> documents, int betweenRestarts) {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder.resolve(name))) {
            for (int i = 0; i < documents.size(); i++) {
                if (i > 0 && i % betweenRestarts == 0) {
                    harness.restart();
                }
                harness.send(documents.subList(i, i + 1));
            }
            harness.pause();
            return harness.emitted();
        }
    }

    /** 60 reports of the flood and the vote in turns, then 140 of the vote. */
    private static List<Document> changing() {
        List<Document> documents = new ArrayList<>(reports(0, 60));
        for (int i = 60; i < 200; i++) {
            documents.add(report(i, VOTE));
            documents.add(other(i));
        }
        return documents;
    }

    private static List<Document> reports(int start, int end) {
        List<Document> documents = new ArrayList<>();
        for (int i = start; i < end; i++) {
            documents.add(report(i, i % 2 == 0 ? FLOOD : VOTE));
            documents.add(other(i));
        }
        return documents;
    }

    /** About something that nobody else reports on. */
    private static Document other(int number) {
        String own = Integer.toString(number)
                .chars()
                .mapToObj(digit -> Character.toString('a' + digit - '0'))
                .collect(Collectors.joining());
        return Document.newBuilder(report(number, VOTE))
                .setId("other " + number)
                .setText("report qa%s qb%s qc%s qd%s".formatted(own, own, own, own))
                .build();
    }

    /** Four of seven words, which four depends on the number. */
    private static Document report(int number, List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < 4; k++) {
            text.append(words.get((number * 3 + k * (1 + number % 5)) % words.size()))
                    .append(' ');
        }
        return Document.newBuilder()
                .setId(String.valueOf(number))
                .setText(text.toString())
                .setTitle(null)
                .setSource(number % 4 < 2 ? "agency" : "paper")
                .setLanguage(null)
                .setPublishedAt(START.plusSeconds(60L * number))
                .build();
    }

    private static WordtideConfig config(Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9",
                "schema.registry.url", "mock://stories",
                "wordtide.analyzer", "simple",
                "wordtide.vocabulary.minimum.document.frequency", "1",
                "wordtide.model.latent.size", "3",
                "wordtide.model.inference.hidden.size", "6",
                "wordtide.mini-batch.size", "4",
                "wordtide.snapshot.interval", "3",
                "wordtide.words.publish.interval", "2"));
        settings.putAll(overrides);
        return WordtideConfig.of(settings);
    }
}
