package io.wordtide.cli.embedded;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.integration.TopicRecords;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordEmbedding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Word embeddings on a topic of their own, written and read with the clients that Wordtide uses. */
final class WordRecords {

    private final String bootstrapServers;
    private final SchemaRegistryClient registry;
    private final Topic<String, WordEmbedding> topic;

    /**
     * @param application name of the application whose topic it is
     */
    WordRecords(EmbeddedCluster cluster, String application) {
        bootstrapServers = cluster.bootstrapServers();
        registry = new CachedSchemaRegistryClient(cluster.schemaRegistryUrl(), 100);
        topic = Topics.of(
                        application + ".",
                        Map.of(),
                        registry,
                        Map.of("schema.registry.url", cluster.schemaRegistryUrl()))
                .wordEmbeddings();
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    /** Subject of the values. */
    String subject() {
        return topic.name() + "-value";
    }

    void createTopic() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic.name(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Writes in one transaction. */
    void write(boolean commit, WordEmbedding... words) throws ExecutionException, InterruptedException {
        write("none", commit, words);
    }

    /** Writes in one transaction, compressed by a codec that Kafka knows by this name. */
    void write(String codec, boolean commit, WordEmbedding... words) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, WordEmbedding> producer = TopicRecords.producer(
                bootstrapServers,
                topic,
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic.name(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        codec))) {
            producer.initTransactions();
            producer.beginTransaction();
            TopicRecords.write(
                    producer,
                    Stream.of(words)
                            .map(word -> new ProducerRecord<>(topic.name(), word.getTerm(), word))
                            .toList());
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    List<WordEmbedding> read() {
        return TopicRecords.committed(bootstrapServers, topic).stream()
                .map(record -> record.value())
                .toList();
    }

    static WordEmbedding word(String term) {
        return WordEmbedding.newBuilder()
                .setModel("default")
                .setTerm(term)
                .setModelVersion(1)
                .setDocumentFrequency(12)
                .setVector(List.of(0.25f, -0.5f))
                .setCosineDrift(null)
                .build();
    }
}
