package io.wordtide.cli.check;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class AccessCheckTest {

    @Test
    void shouldNameWhatIsNeededAndNotAllowed() {
        assertThat(AccessCheck.refused("the topic t", Set.of(WRITE, DESCRIBE, READ), Set.of(DESCRIBE)))
                .hasValue(
                        Finding.problem("access", "not allowed on the topic t: [READ, WRITE]; grant these operations"));
    }

    @Test
    void shouldFindNoProblemWhenAllThatIsNeededIsAllowed() {
        assertThat(AccessCheck.refused("t", Set.of(READ), Set.of(READ, WRITE))).isEmpty();
        assertThat(AccessCheck.refused("t", Set.of(READ, WRITE), Set.of(ALL))).isEmpty();
    }

    @Test
    void shouldFindNoProblemWhenTheClusterDoesNotReportAccess() {
        assertThat(AccessCheck.refused("t", Set.of(READ), null)).isEmpty();
    }

    private static Map<String, Set<AclOperation>> needed(String shards) throws IOException {
        WordtideConfig config = WordtideConfig.of(Map.of(
                "bootstrap.servers", "unused:9092",
                "schema.registry.url", "http://unused:8081",
                "wordtide.application.id", "app",
                "wordtide.model.shards", shards));
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            return AccessCheck.neededByTopic(config.topics(registry), config);
        }
    }

    /** Eight public topics, the bags, and a changelog for each of the four stores. */
    @Test
    void shouldNeedToReadDocumentsAndToWriteWhatIsLearned() throws IOException {
        assertThat(needed("1"))
                .hasSize(13)
                .containsEntry("app.documents", Set.of(READ))
                .containsEntry("app.dead-letters", Set.of(WRITE))
                .containsEntry("app.embeddings.words", Set.of(WRITE))
                .containsEntry("app.forgotten.documents", Set.of(WRITE))
                .containsEntry("app-bags-repartition", Set.of(READ, WRITE, DELETE))
                .containsEntry("app-bag-journal-changelog", Set.of(READ, WRITE));
    }

    @Test
    void shouldNeedTheTopicsThroughWhichInstancesTalkWhenThereAreShards() throws IOException {
        // Given
        Map<String, Set<AclOperation>> withoutShards = needed("1");

        // When
        Map<String, Set<AclOperation>> needed = needed("4");

        // Then
        assertThat(needed)
                .hasSize(16)
                .containsAllEntriesOf(withoutShards)
                .containsEntry("app-rounds", Set.of(READ, WRITE))
                .containsEntry("app-refined-parts", Set.of(READ, WRITE))
                .containsKey("app-shards");
    }
}
