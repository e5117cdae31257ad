package io.wordtide.cli.embedded;

import static io.wordtide.cli.embedded.WordRecords.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import io.wordtide.integration.SharedCluster;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What Wordtide requires of a cluster, tested on the embedded one. */
class EmbeddedClusterIT {

    private final EmbeddedCluster cluster = SharedCluster.get();

    @Test
    void shouldShowReadersWhatWasCommittedAndNotWhatWasAborted() throws Exception {
        // Given
        WordRecords words = new WordRecords(cluster, "transactions");
        words.createTopic();

        // When
        words.write(true, word("oil"), word("wheat"));
        words.write(false, word("never"));
        words.write(true, word("bank"));

        // Then
        assertThat(words.read()).containsExactly(word("oil"), word("wheat"), word("bank"));
    }

    @Test
    void shouldShowTheSchemaOfTheRepository() throws Exception {
        // Given
        WordRecords words = new WordRecords(cluster, "schema");
        words.createTopic();

        // When
        words.write(true, word("oil"));

        // Then
        assertThat(words.registry().getLatestSchemaMetadata(words.subject()).getSchema())
                .contains("\"doc\":\"The word as the analyzer produced it.\"")
                .doesNotContain("avro.java.string");
    }

    @Test
    void shouldRefuseASchemaThatBreaksReaders() throws Exception {
        // Given: a new field without a default, which today's records do not have
        WordRecords words = new WordRecords(cluster, "incompatible");
        words.createTopic();
        words.write(true, word("oil"));
        AvroSchema incompatible = new AvroSchema(SchemaBuilder.record("WordEmbedding")
                .namespace("io.wordtide.schema")
                .fields()
                .requiredString("language")
                .endRecord());

        // When, Then
        assertThatThrownBy(() -> words.registry().register(words.subject(), incompatible))
                .isInstanceOfSatisfying(
                        RestClientException.class,
                        refusal -> assertThat(refusal.getStatus()).isEqualTo(409));
    }

    @Test
    void shouldPublishItsAddresses() {
        assertThat(EmbeddedCluster.running(cluster.dataDirectory()))
                .contains(new Addresses(cluster.bootstrapServers(), cluster.schemaRegistryUrl()));
    }

    @Test
    void shouldRefuseADirectoryThatIsInUse() {
        assertThatThrownBy(() -> EmbeddedCluster.start(cluster.dataDirectory()))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessage(
                        "the data directory %s is in use by another Wordtide (process %d, Kafka at %s): stop that one,"
                                + " or choose another directory with --data-dir.",
                        cluster.dataDirectory(), ProcessHandle.current().pid(), cluster.bootstrapServers());
        assertThat(EmbeddedCluster.running(cluster.dataDirectory())).isPresent();
    }
}
