package io.wordtide.cli.sink;

import static io.wordtide.cli.sink.PublishedEmbeddings.document;
import static io.wordtide.cli.sink.PublishedEmbeddings.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.schema.DocumentEmbedding;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What the tables hold, and which tables and records are refused; {@link PostgresSinkFaultsIT} has the faults. */
class PostgresSinkIT {

    @TempDir
    private static Path directory;

    private static TestDatabase database;

    private PublishedEmbeddings published;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = TestDatabase.start(directory);
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        published = new PublishedEmbeddings(
                "sink-" + test.getTestMethod().orElseThrow().getName(), 2);
    }

    @AfterAll
    static void closeDatabase() throws Exception {
        database.close();
    }

    @Test
    void shouldHoldTheNewestRecordOfEachDocumentAndWord() throws Exception {
        // Given: the second record of d1 replaces the first, and the other model's is a row of its own
        published.send(
                document("d1", "default", 1, 0),
                document("d1", "default", 0.1f, 1e-30f),
                document("d1", "german", 3, 4),
                DocumentEmbedding.newBuilder(document("d2", "default", 5, 6))
                        .setSource("wire")
                        .setSpace(3)
                        .setPublishedAt(Instant.parse("2026-03-01T12:00:00.123Z"))
                        .build());
        published.send("oil", word("default", "oil", 1, 2));
        published.send("german/öl", word("german", "öl", 3, 4));

        // When
        String summary = sinkOnce();

        // Then: floats come back with the same bits
        assertThat(summary).isEqualTo("4 records to wordtide_documents, 2 records to wordtide_words, 0 refused");
        assertThat(database.query(
                        "SELECT document_id, model, model_version, mean, log_variance, elbo_per_token, token_count,"
                                + " out_of_vocabulary_rate, source, published_at, space FROM wordtide_documents"
                                + " ORDER BY document_id, model"))
                .containsExactly(
                        "d1|default|4|{0.1,1e-30}|{0,0}|-6.25|80|0.125|null|null|0",
                        "d1|german|4|{3,4}|{0,0}|-6.25|80|0.125|null|null|0",
                        "d2|default|4|{5,6}|{0,0}|-6.25|80|0.125|wire|2026-03-01 12:00:00.123+00|3");
        assertThat(database.query(
                        "SELECT key, model, term, model_version, document_frequency, vector, cosine_drift, space"
                                + " FROM wordtide_words ORDER BY key"))
                .containsExactly("german/öl|german|öl|4|12|{3,4}|null|0", "oil|default|oil|4|12|{1,2}|null|0");
    }

    @Test
    void shouldDeleteTheRowsOfATombstoneUnlessTheyComeAgain() throws Exception {
        // Given: rows of an earlier run, and a word that comes and goes within this one
        published.send(document("gone", "default", 1, 0), document("gone", "german", 1, 0));
        published.send(document("back", "default", 1, 0), document("back", "german", 1, 0));
        sinkOnce();
        published.sendTombstone(published.application().topics().documentEmbeddings(), "gone");
        published.sendTombstone(published.application().topics().documentEmbeddings(), "back");
        published.send(document("back", "default", 7, 0));
        published.send("oil", word("default", "oil", 1, 2));
        published.sendTombstone(published.application().topics().wordEmbeddings(), "oil");
        published.send("crude", word("default", "crude", 1, 2));

        // When
        sinkOnce();

        // Then
        assertThat(database.query("SELECT document_id, model, mean FROM wordtide_documents"))
                .containsExactly("back|default|{7,0}");
        assertThat(database.query("SELECT term FROM wordtide_words")).containsExactly("crude");
    }

    @Test
    void shouldSetRecordsAsideThatNoRowCanHold() throws Exception {
        // Given: an id of 1,000 characters of 3 bytes does not fit into an index; two good records around all others
        published.send(document("first", "default", 1, 0));
        published.send(document("not-finite", "default", 1, Float.NaN), document("nul\0", "default", 1, 0));
        published.send(document("\u4e00".repeat(1_000), "default", 1, 0));
        published
                .application()
                .sendRecords(List.of(
                        new ProducerRecord<>(published.documentsTopic(), "no-avro".getBytes(UTF_8), new byte[] {7}),
                        new ProducerRecord<>(published.documentsTopic(), new byte[] {(byte) 0xff}, new byte[] {7}),
                        new ProducerRecord<>(published.documentsTopic(), null, new byte[] {7})));
        published.send(document("last", "default", 1, 0));

        // When
        String summary = sinkOnce();
        String again = sinkOnce();

        // Then
        assertThat(summary).contains("2 records to wordtide_documents", "6 refused");
        assertThat(again).contains("0 records to wordtide_documents", "0 refused");
        assertThat(database.query("SELECT document_id FROM wordtide_documents ORDER BY 1"))
                .containsExactly("first", "last");
        assertThat(database.query("SELECT reason FROM wordtide_refused ORDER BY reason"))
                .containsExactly(
                        "expected a key in UTF-8, found 1 other bytes",
                        "expected a key without the character U+0000, found one",
                        "expected a key, found none",
                        "expected a primary key (document_id, model) of at most 2600 bytes, which is what an index can hold,"
                                + " found 3007",
                        "expected a record that Wordtide wrote, found one that cannot be decoded (SerializationException)",
                        "expected finite numbers in mean, found NaN in component 1");
    }

    @Test
    void shouldStopWithoutLosingAnythingWhenVectorsHaveAnotherLength() throws Exception {
        // Given
        published.send(document("d1", "default", 1, 0));
        sinkOnce();
        published.send(document("d2", "default", 1, 0, 0));

        // When / Then
        assertThatThrownBy(this::sinkOnce)
                .isInstanceOf(SinkException.class)
                .hasMessageContainingAll(
                        "expected vectors of 2 components, as wordtide_documents has them, found 3 in the record "
                                + published.documentsTopic(),
                        "--table-prefix");
        database.execute("DROP TABLE wordtide_documents");
        sinkOnce();
        assertThat(database.query("SELECT document_id FROM wordtide_documents")).containsExactly("d2");
    }

    @Test
    void shouldSayWhichColumnDoesNotFitWhenTheTableExists() throws Exception {
        // Given: a column of another type; then one that is missing
        published.send(document("d1", "default", 1, 0));
        sinkOnce();
        database.execute("DELETE FROM wordtide_offsets");
        database.execute("ALTER TABLE wordtide_documents ALTER COLUMN token_count TYPE bigint");

        // When / Then
        assertThatThrownBy(this::sinkOnce)
                .hasMessageContaining("expected wordtide_documents.token_count of the type integer, found bigint");
        database.execute("ALTER TABLE wordtide_documents DROP COLUMN token_count");
        assertThatThrownBy(this::sinkOnce)
                .hasMessageEndingWith("ALTER TABLE wordtide_documents ADD COLUMN token_count integer");
        database.execute("ALTER TABLE wordtide_documents ADD COLUMN token_count integer, ADD COLUMN mine text");
        assertThat(sinkOnce()).startsWith("1 records to wordtide_documents");
    }

    @Test
    void shouldRefuseAnotherTopicOfTheSameName() throws Exception {
        // Given: deleted and created again, with more records than before
        published.sendDocuments(0, 1);
        sinkOnce();
        try (Admin admin = Admin.create(published.application().config().adminProperties())) {
            admin.deleteTopics(List.of(published.documentsTopic())).all().get();
        }
        published.application().createTopics();
        published.sendDocuments(10, 20);

        // When / Then: what the message says can be done
        assertThatThrownBy(this::sinkOnce)
                .isInstanceOf(SinkException.class)
                .hasMessageStartingWith("expected the topic " + published.documentsTopic())
                .hasMessageEndingWith(
                        "DELETE FROM wordtide_offsets WHERE topic = '%s'".formatted(published.documentsTopic()));
        database.execute("DELETE FROM wordtide_offsets WHERE topic = '%s'".formatted(published.documentsTopic()));
        assertThat(sinkOnce()).startsWith("10 records to wordtide_documents");
    }

    @Test
    void shouldReportRecordsThatRetentionDeletedBeforeTheyWereWritten() throws Exception {
        // Given: an application with one partition
        published = new PublishedEmbeddings("sink-retention", 1);
        published.sendDocuments(0, 3);
        sinkOnce();
        published.sendDocuments(3, 10);
        try (Admin admin = Admin.create(published.application().config().adminProperties())) {
            admin.deleteRecords(
                            Map.of(new TopicPartition(published.documentsTopic(), 0), RecordsToDelete.beforeOffset(8)))
                    .all()
                    .get();
        }

        // When
        StringBuilder messages = new StringBuilder();
        try (ClusterConnection connection = published.connect()) {
            sink(connection, Optional.empty(), messages).run(true);
        }

        // Then: 3 were written, 3 to 7 are gone
        assertThat(messages)
                .hasToString(published.documentsTopic()
                        + "-0: the topic's retention has deleted up to 5 records that were not yet written");
        assertThat(database.query("SELECT document_id FROM wordtide_documents ORDER BY 1"))
                .containsExactly("d0", "d1", "d2", "d8", "d9");
    }

    @Test
    void shouldSayWhatToDoWhenPgvectorIsWantedAndMissing() {
        // Given
        published.sendDocuments(0, 1);

        // When / Then
        assertThatThrownBy(() -> {
                    try (ClusterConnection connection = published.connect()) {
                        sink(connection, Optional.of(VectorStorage.PGVECTOR), new StringBuilder())
                                .run(true);
                    }
                })
                .isInstanceOf(SinkException.class)
                .hasMessageContainingAll("found a database without it", "CREATE EXTENSION vector", "--vector array");
    }

    @Test
    void shouldStopWhenTheDatabaseRefusesWhatNoOtherAttemptChanges() throws SQLException {
        // Given: a rule of the database's owner
        published.sendDocuments(0, 1);
        sinkOnce();
        database.execute("ALTER TABLE wordtide_documents ADD CHECK (document_id = 'd0')");
        published.sendDocuments(1, 2);

        // When / Then: the message has neither the statement nor its values
        assertThatThrownBy(this::sinkOnce)
                .isInstanceOf(SinkException.class)
                .hasMessageContainingAll("expected the database to take the records", "SQLSTATE 23514")
                .hasMessageNotContaining("INSERT")
                .hasMessageNotContaining("d1");
    }

    private String sinkOnce() {
        try (ClusterConnection connection = published.connect()) {
            PostgresSink sink = sink(connection, Optional.empty(), new StringBuilder());
            sink.run(true);
            return sink.summary();
        }
    }

    private PostgresSink sink(ClusterConnection connection, Optional<VectorStorage> storage, StringBuilder messages) {
        PostgresSink sink = new PostgresSink(connection, database.asDatabase(), "wordtide_", storage, messages::append);
        sink.addDocuments();
        sink.addWords();
        return sink;
    }
}
