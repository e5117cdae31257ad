package io.wordtide.cli.sink;

import static io.wordtide.cli.sink.PublishedEmbeddings.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.integration.WordtideProcess;
import io.wordtide.testing.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each record changes the tables once, whatever is killed. A trigger of the tests' own counts every row that is written,
 * in the same transaction, so a record that is written twice is seen even though its row looks the same.
 */
class PostgresSinkFaultsIT {

    /** Documents; a million for the figures of {@code docs/vector-stores.md}. */
    private static final int COUNT = Integer.getInteger("wordtide.sink.records", 20_000);

    @TempDir
    private Path directory;

    private TestDatabase database;
    private PublishedEmbeddings published;

    @BeforeEach
    void start(TestInfo test) throws Exception {
        database = TestDatabase.start(directory);
        published = new PublishedEmbeddings(
                "sink-" + test.getTestMethod().orElseThrow().getName(), 2);
        published.send(document("first", "default", 0, 0));
        runOnce();
        database.execute("""
            CREATE TABLE writes (document_id text);
            CREATE FUNCTION count_write() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN INSERT INTO writes VALUES (NEW.document_id); RETURN NEW; END $$;
            CREATE TRIGGER count_writes AFTER INSERT OR UPDATE ON wordtide_documents
              FOR EACH ROW EXECUTE FUNCTION count_write()""");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void shouldWriteEachRecordOnceWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        // Given: small transactions, so that there are many moments to be killed in
        published.sendDocuments(0, COUNT);

        // When: killed four times while rows arrive
        for (int kill = 1; kill <= 4; kill++) {
            try (WordtideProcess process = start("--set=consumer.max.poll.records=200")) {
                awaitWrites(process, kill * COUNT / 6);
            }
        }
        runOnce();

        // Then
        requireEachOnce();
    }

    @Test
    void shouldWriteEachRecordOnceWhenTheDatabaseIsStoppedAndStartedAgain() throws Exception {
        // Given
        List<String> messages = new CopyOnWriteArrayList<>();
        try (ClusterConnection connection = published.connect()) {
            PostgresSink sink = sink(connection, messages);
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> sink.run(false));
            published.sendDocuments(0, COUNT / 2);
            await("rows").until(() -> writes() > 0);

            // When: it is away, also while records arrive
            database.stop();
            published.sendDocuments(COUNT / 2, COUNT);
            await("the outage").until(() -> !messages.isEmpty());
            database.startAgain();
            await("all rows").until(() -> writes() >= COUNT);
            sink.stop();

            // Then
            assertThat(running).succeedsWithin(Patience.LONGEST_WAIT);
        }
        assertThat(messages.get(0)).startsWith("waiting, will try again: the database: ");
        assertThat(messages.get(1)).isEqualTo("writing again");
        requireEachOnce();
    }

    @Test
    void shouldWriteEachRecordOnceWhenTwoSinksWriteTheSameTables() throws Exception {
        // Given
        try (ClusterConnection connection = published.connect()) {
            List<PostgresSink> sinks = Stream.generate(() -> sink(connection, new CopyOnWriteArrayList<>()))
                    .limit(2)
                    .toList();
            List<CompletableFuture<Void>> running = sinks.stream()
                    .map(sink -> CompletableFuture.runAsync(() -> sink.run(false)))
                    .toList();

            // When: the first one ends half-way
            published.sendDocuments(0, COUNT / 2);
            await("half of the rows").until(() -> writes() >= COUNT / 2);
            sinks.get(0).stop();
            published.sendDocuments(COUNT / 2, COUNT);
            await("all rows").until(() -> writes() >= COUNT);
            sinks.get(1).stop();
            running.forEach(sink -> assertThat(sink).succeedsWithin(Patience.LONGEST_WAIT));
        }

        // Then
        requireEachOnce();
    }

    @Test
    void shouldDiscardTheBatchOfASinkThatHungWhileAnotherWrote() throws Exception {
        // Given: a process that stands still, as a machine does whose memory is moved to another one
        try (WordtideProcess hanging = start("--set=consumer.max.poll.records=200")) {
            published.sendDocuments(0, COUNT / 2);
            awaitWrites(hanging, 1);
            hanging.suspend();
            // what it holds open is lost, as after the network's time-outs
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'wordtide-sink'");
            published.sendDocuments(COUNT / 2, COUNT);
            runOnce();

            // When
            hanging.resume();
            published.send(document("last", "default", 0, 0));
            awaitWrites(hanging, COUNT + 1);
        }

        // Then
        assertThat(database.query("SELECT count(*), count(DISTINCT document_id) FROM writes"))
                .containsExactly("%1$d|%1$d".formatted(COUNT + 1));
    }

    private void requireEachOnce() throws Exception {
        assertThat(database.query("SELECT document_id FROM writes ORDER BY substr(document_id, 2)::int"))
                .isEqualTo(IntStream.range(0, COUNT).mapToObj(n -> "d" + n).toList());
        assertThat(database.query("SELECT count(*) FROM wordtide_documents WHERE mean[1] = substr(document_id, 2)::real"
                        + " AND document_id <> 'first'"))
                .containsExactly("" + COUNT);
    }

    /** Fails if the process ends before. */
    private void awaitWrites(WordtideProcess process, int enough) {
        await(enough + " rows").until(() -> {
            assertThat(process.isAlive()).as(process.output()).isTrue();
            return writes() >= enough;
        });
    }

    private int writes() throws Exception {
        return Integer.parseInt(database.query("SELECT count(*) FROM writes").get(0));
    }

    private void runOnce() {
        try (ClusterConnection connection = published.connect()) {
            sink(connection, new CopyOnWriteArrayList<>()).run(true);
        }
    }

    private PostgresSink sink(ClusterConnection connection, List<String> messages) {
        PostgresSink sink =
                new PostgresSink(connection, database.asDatabase(), "wordtide_", Optional.empty(), messages::add);
        sink.addDocuments();
        return sink;
    }

    private WordtideProcess start(String... options) throws Exception {
        return new WordtideProcess(
                directory,
                Stream.concat(
                                Stream.of(
                                        "sink",
                                        "postgres",
                                        "--url",
                                        database.url(),
                                        "--user",
                                        "postgres",
                                        "--documents"),
                                Stream.concat(
                                        published.application().settings().entrySet().stream()
                                                .map(setting -> "--set=" + setting.getKey() + "=" + setting.getValue()),
                                        Stream.of(options)))
                        .toArray(String[]::new));
    }
}
