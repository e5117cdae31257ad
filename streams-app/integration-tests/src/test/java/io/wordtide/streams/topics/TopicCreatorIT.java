package io.wordtide.streams.topics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.wordtide.integration.SharedCluster;
import io.wordtide.integration.TopicRecords;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicCreatorIT {

    private final String bootstrapServers = SharedCluster.get().bootstrapServers();
    private final Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    private final TopicCreator creator = new TopicCreator(admin);

    @AfterEach
    void closeAdmin() {
        admin.close();
    }

    @Test
    void shouldCreateEveryPublicTopic() {
        // Given
        Topics topics = topics("create-all");
        assertThat(creator.missing(topics)).hasSize(8);

        // When
        List<TopicDifference> differences = creator.create(topics, 2, 1);

        // Then
        assertThat(differences).isEmpty();
        assertThat(creator.missing(topics)).isEmpty();
    }

    @Test
    void shouldChangeNothingTheSecondTime() {
        // Given
        Topics topics = topics("create-twice");
        creator.create(topics, 2, 1);

        // When
        List<TopicDifference> differences = creator.create(topics, 2, 1);

        // Then
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldReportHowExistingTopicsDifferAndCreateTheOthers() throws Exception {
        // Given
        Topics topics = topics("create-rest");
        admin.createTopics(List.of(
                        new NewTopic(topics.documents().name(), 3, (short) 1)
                                .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "1000000")),
                        new NewTopic(topics.wordEmbeddings().name(), 2, (short) 1),
                        // less than an event may need, and more than a dead letter does
                        new NewTopic(topics.learningEvents().name(), 2, (short) 1)
                                .configs(Map.of("max.message.bytes", "100000")),
                        new NewTopic(topics.deadLetters().name(), 2, (short) 1)
                                .configs(Map.of("max.message.bytes", "20000000"))))
                .all()
                .get();

        // When
        List<TopicDifference> differences = creator.create(topics, 2, 1);

        // Then
        assertThat(differences)
                .extracting(TopicDifference::toString)
                .containsExactly(
                        "create-rest.documents: partitions is 3, expected 2",
                        "create-rest.documents: cleanup.policy is compact, expected delete",
                        "create-rest.documents: max.message.bytes is 1000000, expected at least 16777216",
                        "create-rest.embeddings.words: cleanup.policy is delete, expected compact",
                        "create-rest.learning.events: max.message.bytes is 100000, expected at least 575536");
        assertThat(creator.missing(topics)).isEmpty();
    }

    @Test
    void shouldAskAgainWhenABrokerDoesNotKnowANewTopicYet() {
        // Given
        Topics topics = topics("create-late");

        // When
        List<TopicDifference> differences;
        boolean refused;
        try (LateAdmin late = new LateAdmin(bootstrapServers)) {
            differences = new TopicCreator(late).create(topics, 2, 1);
            refused = late.refused;
        }

        // Then
        assertThat(refused).isTrue();
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldSayWhatToDoWhenThereAreTooFewBrokers() {
        assertThatThrownBy(() -> creator.create(topics("create-replicated"), 1, 3))
                .isInstanceOf(TopicException.class)
                .hasMessageStartingWith("cannot create the topic create-replicated.")
                .hasMessageEndingWith("Choose a replication factor no greater than the number of brokers.");
    }

    @Test
    void shouldCreateTopicsThatAcceptDocumentsOf10Mb() throws Exception {
        // Given
        Topics topics = topics("create-large");
        creator.create(topics, 1, 1);
        Document document = Document.newBuilder()
                .setId("large")
                .setText("x".repeat(10_000_000))
                .build();

        // When
        try (KafkaProducer<String, Document> producer = TopicRecords.producer(
                bootstrapServers,
                topics.documents(),
                Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MAX_RECORD_BYTES))) {
            TopicRecords.write(
                    producer, List.of(new ProducerRecord<>(topics.documents().name(), document.getId(), document)));
        }

        // Then
        assertThat(TopicRecords.committed(bootstrapServers, topics.documents()))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(document));
    }

    /** Its first request for settings reaches a broker that has yet to learn of the topics, as happens with several. */
    private static final class LateAdmin extends ForwardingAdmin {

        private boolean refused;

        LateAdmin(String bootstrapServers) {
            super(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        }

        @Override
        public DescribeConfigsResult describeConfigs(
                Collection<ConfigResource> resources, DescribeConfigsOptions options) {
            if (refused) {
                return super.describeConfigs(resources, options);
            }
            refused = true;
            KafkaFutureImpl<Config> unknown = new KafkaFutureImpl<>();
            unknown.completeExceptionally(new UnknownTopicOrPartitionException());
            return new DescribeConfigsResult(
                    resources.stream().collect(toMap(resource -> resource, resource -> unknown))) {};
        }
    }

    private static Topics topics(String application) {
        return Topics.of(
                application + ".",
                Map.of(),
                new MockSchemaRegistryClient(),
                Map.of("schema.registry.url", "mock://topic-creator"));
    }
}
