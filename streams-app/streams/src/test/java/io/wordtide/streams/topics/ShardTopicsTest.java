package io.wordtide.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wordtide.streams.config.WordtideConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class ShardTopicsTest {

    private static WordtideConfig config(int shards) {
        return WordtideConfig.of(
                Map.of("wordtide.application.id", "app", "wordtide.model.shards", Integer.toString(shards)));
    }

    /** The bags and a changelog for each of the four stores, without shards. */
    @Test
    void shouldNeedTheTopicsOfShardsOnlyIfThereAreSeveral() {
        assertThat(InternalTopics.neededBy(config(1)))
                .hasSize(5)
                .contains("app-bags-repartition", "app-bag-journal-changelog");
        assertThat(InternalTopics.neededBy(config(4)))
                .hasSize(8)
                .containsAll(InternalTopics.neededBy(config(1)))
                .contains("app-rounds", "app-refined-parts", "app-shards");
        assertThat(InternalTopics.all("app"))
                .as("what a reset deletes")
                .containsExactlyInAnyOrderElementsOf(InternalTopics.neededBy(config(4)));
    }

    @Test
    void shouldCompareWithTheClusterWhatIsNeeded() {
        for (WordtideConfig config : List.of(config(1), config(4))) {
            assertThat(TopicSpecification.internal(config))
                    .extracting(TopicSpecification::name)
                    .containsExactlyInAnyOrderElementsOf(InternalTopics.neededBy(config));
        }
    }

    /** A model's messages are in the partition of its bags; of shards there are six. */
    @Test
    void shouldCreateAPartitionForEachShard() {
        // When
        List<NewTopic> topics = TopicSpecification.ofShards(config(6)).stream()
                .map(specification -> specification.toNewTopic(2, 1))
                .toList();

        // Then
        assertThat(topics)
                .extracting(NewTopic::name, NewTopic::numPartitions)
                .containsExactly(tuple("app-rounds", 2), tuple("app-refined-parts", 2), tuple("app-shards", 6));
        assertThat(topics).allSatisfy(topic -> assertThat(topic.configs()).containsEntry("cleanup.policy", "delete"));
        assertThat(topics.get(0).configs()).containsEntry("retention.ms", "3600000");
        assertThat(TopicSpecification.ofShards(config(1))).isEmpty();
    }

    @Test
    void shouldReportATopicOfShardsThatHasAnotherNumberOfPartitions() {
        // Given
        TopicSpecification shards = TopicSpecification.ofShards(config(6)).get(2);

        // Then: the application's topics have 2
        assertThat(shards.differences(2, found(2), new Config(List.of())))
                .containsExactly(new TopicDifference("app-shards", TopicDifference.PARTITIONS, "6", "2"));
        assertThat(shards.differences(2, found(6), new Config(List.of()))).isEmpty();
    }

    /** A chunk is half a MiB with a header of 16 bytes. */
    @Test
    void shouldReportATopicThatRefusesTheChunksOfMessages() {
        // Given
        TopicSpecification rounds = TopicSpecification.ofShards(config(6)).get(0);

        // Then
        assertThat(rounds.differences(2, found(2), maxMessageBytes(512 * 1024)))
                .containsExactly(new TopicDifference("app-rounds", "max.message.bytes", "1048576", "524288"));
        assertThat(rounds.differences(2, found(2), maxMessageBytes(1_048_588)))
                .as("Kafka's default")
                .isEmpty();
    }

    private static Config maxMessageBytes(int bytes) {
        return new Config(List.of(new ConfigEntry("max.message.bytes", Integer.toString(bytes))));
    }

    private static TopicDescription found(int partitions) {
        Node broker = new Node(1, "unused", 9092);
        return new TopicDescription(
                "app-shards",
                false,
                IntStream.range(0, partitions)
                        .mapToObj(partition ->
                                new TopicPartitionInfo(partition, broker, List.of(broker), List.of(broker)))
                        .toList());
    }
}
