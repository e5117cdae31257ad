package io.wordtide.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.DocumentRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SecondApplicationTest {

    private final Map<String, String> settings =
            new HashMap<>(Map.of("schema.registry.url", "mock://second-application-test"));

    @Test
    void shouldLearnTheSameTopicAndKeepAllSnapshots() {
        assertThat(lines(10))
                .containsExactly(
                        "wordtide.application.id=news-2",
                        "wordtide.topic.documents=news.documents",
                        "wordtide.snapshot.keep=16");
    }

    @Test
    void shouldHaveTopicsOfItsOwn() {
        // Given
        settings.put("wordtide.topics.prefix", "news.");
        settings.put("wordtide.topic.documents", "news.documents");
        settings.put("wordtide.topic.stories", "stories");

        // Then
        assertThat(lines(10))
                .containsExactly(
                        "wordtide.application.id=news-2",
                        "wordtide.topics.prefix=news-2.",
                        "wordtide.topic.documents=news.documents",
                        "wordtide.topic.stories=news-2.stories",
                        "wordtide.snapshot.keep=16");
    }

    @Test
    void shouldTakeSnapshotsSoSeldomThatTheJournalReachesBackToItsBeginning() {
        // Given: one snapshot for each document
        settings.put("wordtide.mini-batch.size", "1");
        settings.put("wordtide.snapshot.interval", "1");

        // Then
        assertThat(lines(32_767)).last().isEqualTo("wordtide.snapshot.keep=16");
        assertThat(lines(100_000)).last().isEqualTo("wordtide.snapshot.interval=4");
    }

    @Test
    void shouldRefuseANameThatNoApplicationCanHave() {
        assertThatThrownBy(() -> new SecondApplication("news 2", WordtideConfig.of(settings)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("wordtide.application.id")
                .hasMessageContaining("news 2");
    }

    private List<String> lines(int documents) {
        WordtideConfig config = WordtideConfig.of(settings);
        DocumentsTopic topic =
                new DocumentsTopic("news.documents", new DocumentRecords(config.schemaRegistry()), Set.of());
        IntStream.range(0, documents)
                .forEach(n -> topic.add(
                        new ConsumerRecord<>("news.documents", 0, n, new byte[] {1}, new byte[] {1}), line -> {}));
        return new SecondApplication("news-2", config).lines(settings::containsKey, topic);
    }
}
