package io.wordtide.cli.embedded;

import static io.wordtide.cli.embedded.WordRecords.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import io.wordtide.integration.SharedCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
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
    void shouldNotLetAnyoneDeleteASchema() throws Exception {
        // Given
        WordRecords words = new WordRecords(cluster, "deletion");
        words.createTopic();
        words.write(true, word("oil"));

        // When
        int status = status("DELETE", cluster.schemaRegistryUrl() + "/subjects/" + words.subject());

        // Then
        assertThat(status).isEqualTo(401);
        assertThat(words.registry().getAllSubjects()).contains(words.subject());
    }

    @Test
    void shouldOfferOnlyTheInterfaceOfConfluentsClient() throws Exception {
        // Given: addresses that the same server answers in other installations
        URI registry = URI.create(cluster.schemaRegistryUrl());

        // When, Then
        assertThat(status("GET", registry.resolve("/apis/ccompat/v7/subjects").toString())).isEqualTo(200);
        for (String path : List.of("/apis/registry/v2/search/artifacts", "/apis/ccompat/v6/subjects", "/ui/", "/metrics")) {
            assertThat(status("GET", registry.resolve(path).toString())).as(path).isEqualTo(401);
        }
    }

    @Test
    void shouldNotAnswerWebPagesOfOtherSites() throws Exception {
        // Given: 8080 is what the server would allow by itself
        String subjects = cluster.schemaRegistryUrl() + "/subjects";

        // When, Then
        assertThat(status("GET", subjects, "Origin", "https://example.org")).isEqualTo(403);
        assertThat(status("GET", subjects, "Origin", "http://localhost:8080")).isEqualTo(403);
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

    private static int status(String method, String address, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }
}
