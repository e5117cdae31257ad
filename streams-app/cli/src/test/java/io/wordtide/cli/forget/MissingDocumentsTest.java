package io.wordtide.cli.forget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.forget.Tombstones.Tombstone;
import io.wordtide.schema.Document;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.DocumentRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The topic is read record by record; each record comes a second after the one before. */
class MissingDocumentsTest {

    private static final String TOPIC = "news.documents";

    private final WordtideConfig config =
            WordtideConfig.of(Map.of("schema.registry.url", "mock://missing-documents-test"));
    private final SchemaRegistryClient registry = config.schemaRegistry();
    private final Topics topics = config.topics(registry);
    private final Map<Integer, Long> beginnings = new HashMap<>(Map.of(0, 0L));
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, List<ForgottenDocument>> certificates = new HashMap<>();
    private final List<String> progress = new ArrayList<>();
    private long readUpTo = Long.MAX_VALUE;
    private boolean areJournalsWhole;

    @Test
    void shouldSayWhereTheTopicHasADocumentThatIsOlderThanTheJournal() {
        // Given: one of them has been asked for already; the id of the other is only in its value
        document(0, "d1", "d1");
        document(0, "some key", "d2");
        request(0, "d1");

        // When
        MissingDocuments missing = missing("d1", "d2");

        // Then
        assertThat(missing.lines(missing.left(false)))
                .containsExactly(
                        "d1: cannot be forgotten, since no journal has it; news.documents has it (news.documents-0@0,"
                                + " 1970-01-01T00:00:00Z), and behind it a request to forget it (news.documents-0@2,"
                                + " 1970-01-01T00:00:02Z)",
                        "d2: cannot be forgotten, since no journal has it; news.documents has it (news.documents-0@1,"
                                + " 1970-01-01T00:00:01Z)");
        assertThat(missing.left(true)).isEmpty();
        assertThat(missing.linesOfLearningAnew())
                .containsExactly(
                        "d1: in no journal; news.documents has it (news.documents-0@0, 1970-01-01T00:00:00Z), and behind"
                                + " it a request to forget it (news.documents-0@2, 1970-01-01T00:00:02Z)",
                        "d2: in no journal; news.documents has it (news.documents-0@1, 1970-01-01T00:00:01Z)");
        assertThat(missing.tombstones())
                .as("who asked already need not ask again")
                .containsExactly(new Tombstone("d2", Bytes.wrap("d2".getBytes(UTF_8)), 0));
    }

    @Test
    void shouldAskInEachPartitionThatHasTheDocument() {
        // Given: a request in another partition, or before the record, may be read before the record
        beginnings.put(1, 0L);
        beginnings.put(2, 0L);
        request(0, "d1");
        document(0, "d1", "d1");
        document(1, "d1", "d1");
        request(1, "d1");
        document(1, "d1", "d1");
        document(2, "d1", "d1");
        request(2, "d1");

        // When
        MissingDocuments missing = missing("d1");

        // Then
        assertThat(missing.tombstones()).extracting(Tombstone::partition).containsExactly(0, 1);
        assertThat(missing.linesOfLearningAnew())
                .as("a request that is not behind each record")
                .noneMatch(line -> line.contains("request"));
    }

    @Test
    void shouldDistinguishWhatTheTopicHasDeletedFromWhatWasNeverSent() {
        // Given
        document(0, "d7", "d7");

        // When, Then
        MissingDocuments neverSent = missing("d1");
        assertThat(neverSent.toLearnAnew()).isEmpty();
        assertThat(neverSent.left(true)).containsExactly("d1");
        assertThat(neverSent.lines(List.of("d1")))
                .containsExactly(
                        "d1: cannot be forgotten, since no journal has it; news.documents does not have it either: perhaps"
                                + " it was never sent, or has another id",
                        "  news.documents begins at news.documents-0@0, 1970-01-01T00:00:00Z");

        // When, Then: the topic has lost its beginning
        beginnings.put(0, 1_200L);
        beginnings.put(1, 3L);
        MissingDocuments deleted = missing("d1");
        assertThat(deleted.left(true)).isEmpty();
        assertThat(deleted.tombstones()).isEmpty();
        assertThat(deleted.linesOfLearningAnew())
                .containsExactly(
                        "d1: in no journal; news.documents does not have it, or no longer: a model that learns it anew"
                                + " never has it");
        assertThat(deleted.lines(deleted.left(false)))
                .containsExactly(
                        "d1: cannot be forgotten, since no journal has it; news.documents does not have it, or no longer",
                        "  news.documents begins at news.documents-0@1200, 1970-01-01T00:00:00Z; news.documents-1@3,"
                                + " without records");
    }

    @Test
    void shouldSayThatADocumentIsStillOnItsWay() {
        // Given
        document(0, "d1", "d1");
        readUpTo = 0;

        // When
        MissingDocuments missing = missing("d1");

        // Then
        assertThat(missing.left(true)).containsExactly("d1");
        assertThat(missing.lines(missing.left(true)))
                .containsExactly("d1: cannot be forgotten yet, since the application has not read it"
                        + " (news.documents-0@0, 1970-01-01T00:00:00Z); try again then");
    }

    @Test
    void shouldSayThatNoModelHasLearnedADocumentIfTheJournalsAreWhole() {
        // Given
        areJournalsWhole = true;
        beginnings.put(0, 9L);
        document(0, "d1", "d1");

        // When
        MissingDocuments missing = missing("d1", "d2");

        // Then
        assertThat(missing.toLearnAnew()).isEmpty();
        assertThat(missing.lines(missing.left(true)))
                .contains("d1: cannot be forgotten, since no journal has it; news.documents has it (news.documents-0@0,"
                        + " 1970-01-01T00:00:00Z), but no model has learned it: it may be on its way, or a dead letter")
                .anyMatch(line -> line.startsWith("d2: ") && line.contains("perhaps it was never sent"));
    }

    @Test
    void shouldFindTheCertificateOfADocumentThatHasBeenForgotten() {
        // Given: the second one was sent again afterwards
        document(0, "d1", "d1");
        request(0, "d1");
        document(0, "d2", "d2");
        request(0, "d2");
        document(0, "d2", "d2");
        certify("d1", Instant.ofEpochSecond(1));
        certify("d2", Instant.ofEpochSecond(3));
        certify("d3", Instant.EPOCH);

        // When
        MissingDocuments missing = missing("d1", "d2", "d3");

        // Then
        assertThat(missing.certificates())
                .extracting(ForgottenDocument::getDocumentId)
                .containsExactly("d1", "d3");
        assertThat(missing.left(false)).containsExactly("d2");

        // When, Then: the certificate is of an earlier request
        certify("d1", Instant.EPOCH);
        assertThat(missing("d1").certificates()).isEmpty();
    }

    @Test
    void shouldPassOverWhatIsNoDocument() {
        // Given
        add(0, "d1".getBytes(UTF_8), new byte[] {1, 2, 3});
        add(0, null, null);

        // When, Then
        assertThat(missing("d1").lines(List.of("d1"))).first().asString().contains("perhaps it was never sent");
    }

    private MissingDocuments missing(String... ids) {
        DocumentsTopic topic = new DocumentsTopic(TOPIC, new DocumentRecords(registry), Set.of(ids));
        beginnings.forEach((partition, offset) -> topic.begin(new TopicPartition(TOPIC, partition), offset));
        records.forEach(record -> topic.add(record, progress::add));
        assertThat(progress).as("a short topic").isEmpty();
        Map<String, List<ForgottenDocument>> found = Map.copyOf(certificates);
        return new MissingDocuments(new TreeSet<>(Set.of(ids)), topic, found, partition -> readUpTo, areJournalsWhole);
    }

    private void document(int partition, String key, String id) {
        Document document = Document.newBuilder().setId(id).setText("oil").build();
        add(
                partition,
                key.getBytes(UTF_8),
                topics.documents().value().serializer().serialize(TOPIC, document));
    }

    private void request(int partition, String id) {
        add(partition, id.getBytes(UTF_8), null);
    }

    private void add(int partition, byte @Nullable [] key, byte @Nullable [] value) {
        records.add(new ConsumerRecord<>(
                TOPIC,
                partition,
                records.size(),
                1_000L * records.size(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private void certify(String id, Instant requestedAt) {
        certificates.put(
                id,
                List.of(ForgottenDocument.newBuilder()
                        .setModel("default")
                        .setDocumentId(id)
                        .setRecordCount(1)
                        .setRequestedAt(requestedAt)
                        .setForgottenAt(requestedAt)
                        .setModelVersion(1)
                        .setFromVersion(0)
                        .setLearnedAgainCount(1)
                        .setDocumentsSeen(1)
                        .setSpace(0)
                        .setWaitingAgainCount(0)
                        .setStateSha256("")
                        .build()));
    }
}
