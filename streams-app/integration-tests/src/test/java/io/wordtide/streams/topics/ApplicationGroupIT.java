package io.wordtide.streams.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.SharedCluster;
import io.wordtide.server.lifecycle.Closer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With ordinary consumers and producers that are named as Kafka Streams names those of its threads. */
class ApplicationGroupIT {

    private static final String PROCESS = UUID.randomUUID().toString();
    private static final String KILLED_PROCESS = UUID.randomUUID().toString();

    private final EmbeddedCluster cluster = SharedCluster.get();
    private final Closer closer = new Closer();

    private Admin admin;

    @BeforeEach
    void connect() {
        admin = closer.register(Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers())));
    }

    @AfterEach
    void closeAll() {
        closer.close();
    }

    @Test
    void shouldAbortOnlyTransactionsOfStreamThreadsThatAreGone() throws Exception {
        // Given
        String topic = topic("group-threads");
        join("group-threads", "group-threads-" + PROCESS + "-StreamThread-1-consumer", topic);
        String ofMember = open("group-threads-" + PROCESS + "-1", topic);
        String ofThreadThatIsGone = open("group-threads-" + PROCESS + "-12", topic);
        String ofKilledProcess = open("group-threads-" + KILLED_PROCESS + "-1", topic);
        String ofCommand = open(ApplicationGroup.commandTransactionalId("group-threads"), topic);
        String ofOtherApplication = open("group-threads-other-" + KILLED_PROCESS + "-1", topic);

        // When
        Set<String> aborted = new ApplicationGroup(admin, "group-threads").abortAbandonedTransactions();

        // Then
        assertThat(aborted).containsExactlyInAnyOrder(ofThreadThatIsGone, ofKilledProcess);
        assertThat(openTransactions())
                .contains(ofMember, ofCommand, ofOtherApplication)
                .doesNotContainAnyElementsOf(aborted);
    }

    @Test
    void shouldAbortNothingWhereMembersDoNotShowTheirThreads() throws Exception {
        // Given: client.id is set
        String topic = topic("group-named");
        join("group-named", "mine-StreamThread-1-consumer", topic);
        String unknown = open("group-named-" + PROCESS + "-1", topic);

        // When
        Set<String> aborted = new ApplicationGroup(admin, "group-named").abortAbandonedTransactions();

        // Then
        assertThat(aborted).isEmpty();
        assertThat(openTransactions()).contains(unknown);
    }

    @Test
    void shouldAbortNothingWhileTheGroupHasNoMembers() throws Exception {
        // Given
        String topic = topic("group-empty");
        String unknown = open("group-empty-" + PROCESS + "-1", topic);

        // When
        Set<String> aborted = new ApplicationGroup(admin, "group-empty").abortAbandonedTransactions();

        // Then
        assertThat(aborted).isEmpty();
        assertThat(openTransactions()).contains(unknown);
    }

    private String topic(String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        return name;
    }

    private void join(String group, String clientId, String topic) {
        KafkaConsumer<byte[], byte[]> member = closer.register(new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", group, "client.id", clientId),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
        member.subscribe(List.of(topic));
        while (member.assignment().isEmpty()) {
            member.poll(Duration.ofMillis(100));
        }
    }

    private String open(String transactionalId, String topic) throws Exception {
        KafkaProducer<byte[], byte[]> producer = closer.register(new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "unfinished".getBytes(UTF_8))).get();
        return transactionalId;
    }

    private List<String> openTransactions() throws Exception {
        return admin.listTransactions().all().get().stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .toList();
    }
}
