package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

    private static final SchemaRegistryClient REGISTRY = new MockSchemaRegistryClient();
    private static final Map<String, String> SERDE_CONFIG = Map.of("schema.registry.url", "mock://topics-test");

    @Test
    void shouldPrefixEveryPublicName() {
        // When
        Topics topics = topics(Map.of());

        // Then
        assertThat(publicNames(topics))
                .containsExactly(
                        "news.documents",
                        "news.embeddings.words",
                        "news.embeddings.documents",
                        "news.learning.reports",
                        "news.learning.events",
                        "news.stories",
                        "news.forgotten.documents",
                        "news.dead-letters");
    }

    @Test
    void shouldLeaveTheInternalNameToKafkaStreams() {
        assertThat(topics(Map.of()).bags().name()).isEqualTo("bags");
    }

    @Test
    void shouldTakeAGivenNameWithoutPrefix() {
        // When
        Topics topics = topics(Map.of(Topics.DOCUMENTS, "feed.articles"));

        // Then
        assertThat(publicNames(topics))
                .contains("feed.articles", "news.dead-letters")
                .doesNotContain("news.documents");
    }

    @Test
    void shouldRefuseANameForWhatIsNoPublicTopic() {
        assertThatThrownBy(() -> topics(Map.of("document", "feed.articles")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cannot rename the topic `document`: expected one of [documents, embeddings.words, "
                                + "embeddings.documents, learning.reports, learning.events, stories, forgotten.documents, dead-letters].");
    }

    @ParameterizedTest
    @MethodSource("everyTopicWithARecord")
    <V extends SpecificRecordBase> void shouldReadBackWhatItWrote(Topic<String, V> topic, V record) {
        // When
        byte[] bytes = topic.value().serializer().serialize(topic.name(), record);
        V read = topic.value().deserializer().deserialize(topic.name(), bytes);

        // Then
        assertThat(read).isEqualTo(record).isInstanceOf(record.getClass());
    }

    @ParameterizedTest
    @MethodSource("everyTopicWithARecord")
    <V extends SpecificRecordBase> void shouldWriteTheConfluentWireFormatUnderTheSchemaOfTheRepository(
            Topic<String, V> topic, V record) throws IOException, RestClientException {
        // When
        ByteBuffer bytes = ByteBuffer.wrap(topic.value().serializer().serialize(topic.name(), record));

        // Then: magic byte 0, schema id, Avro binary
        assertThat(bytes.get()).isZero();
        assertThat(REGISTRY.getSchemaById(bytes.getInt()).rawSchema())
                .isEqualTo(FrozenRecords.schema(
                        FrozenRecords.TODAY, record.getSchema().getName()));
        assertThat(REGISTRY.getAllSubjects()).contains(topic.name() + "-value");
    }

    @Test
    void shouldPassATombstone() {
        // Given
        Topic<String, WordEmbedding> topic = topics(Map.of()).wordEmbeddings();

        // When
        byte[] bytes = topic.value().serializer().serialize(topic.name(), null);

        // Then
        assertThat(bytes).isNull();
        assertThat(topic.value().deserializer().deserialize(topic.name(), null)).isNull();
    }

    @Test
    void shouldWriteKeysThatAnyToolCanRead() {
        // Given
        Topic<String, Document> topic = topics(Map.of()).documents();

        // When
        byte[] bytes = topic.key().serializer().serialize(topic.name(), "Čaj");

        // Then
        assertThat(bytes).isEqualTo("Čaj".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseForeignBytesWithoutQuotingThem() {
        // Given
        Topic<String, Document> topic = topics(Map.of()).documents();
        byte[] foreign = "a secret text".getBytes(StandardCharsets.UTF_8);

        // When, Then
        assertThatThrownBy(() -> topic.value().deserializer().deserialize(topic.name(), foreign))
                .isInstanceOf(SerializationException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldServeManyThreadsAtOnce() {
        // Given
        Topic<String, WordCounts> topic = topics(Map.of()).bags();
        List<WordCounts> records = IntStream.range(0, 20_000)
                .mapToObj(i -> WordCounts.newBuilder(SampleRecords.wordCounts())
                        .setDocumentId("document-" + i)
                        .build())
                .toList();

        // When
        List<WordCounts> read = records.parallelStream()
                .map(record -> topic.value().serializer().serialize(topic.name(), record))
                .map(bytes -> topic.value().deserializer().deserialize(topic.name(), bytes))
                .toList();

        // Then
        assertThat(read).isEqualTo(records);
    }

    static List<Arguments> everyTopicWithARecord() {
        Topics topics = topics(Map.of());
        return List.of(
                argumentSet("documents", topics.documents(), SampleRecords.document()),
                argumentSet("bags", topics.bags(), SampleRecords.wordCounts()),
                argumentSet("embeddings.words", topics.wordEmbeddings(), SampleRecords.wordEmbedding()),
                argumentSet("embeddings.documents", topics.documentEmbeddings(), SampleRecords.documentEmbedding()),
                argumentSet("learning.reports", topics.learningReports(), SampleRecords.learningReport()),
                argumentSet("learning.events", topics.learningEvents(), SampleRecords.learningEvent()),
                argumentSet("stories", topics.stories(), SampleRecords.story()),
                argumentSet("forgotten.documents", topics.forgottenDocuments(), SampleRecords.forgottenDocument()),
                argumentSet("dead-letters", topics.deadLetters(), SampleRecords.deadLetter()));
    }

    private static Topics topics(Map<String, String> names) {
        return Topics.of("news.", names, REGISTRY, SERDE_CONFIG);
    }

    private static List<String> publicNames(Topics topics) {
        return Stream.of(
                        topics.documents(),
                        topics.wordEmbeddings(),
                        topics.documentEmbeddings(),
                        topics.learningReports(),
                        topics.learningEvents(),
                        topics.stories(),
                        topics.forgottenDocuments(),
                        topics.deadLetters())
                .map(Topic::name)
                .toList();
    }
}
