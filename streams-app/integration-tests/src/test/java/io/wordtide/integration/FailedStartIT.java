package io.wordtide.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.changelog.StateException;
import io.wordtide.cli.changelog.StoppedApplication;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.deadletter.DeadLetterReplay;
import io.wordtide.cli.dev.DevSession;
import io.wordtide.cli.dev.Feed;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.embedded.EmbeddedClusterException;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.TopicException;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.errors.StreamsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails at one of its steps says why, and closes what earlier steps opened. */
class FailedStartIT {

    @TempDir
    private Path folder;

    @Test
    void shouldCloseTheHttpServersFollowerWhenItsPortIsTaken() throws IOException {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WordtideConfig config =
                    config("failed-port", Map.of("wordtide.http.port", Integer.toString(taken.getLocalPort())));

            // When
            Throwable error = failure(() -> LearnerApp.start(config));

            // Then
            assertThat(error)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("Expected a port that is free on 127.0.0.1");
        }
    }

    @Test
    void shouldCloseTheHttpServerWhenTheRegistryRefuses() throws IOException {
        // Given
        int port = freePort();
        WordtideConfig config = config(
                "failed-registry",
                Map.of("wordtide.http.port", Integer.toString(port), "schema.registry.url", "http://127.0.0.1:1"));

        // When
        Throwable error = failure(() -> LearnerApp.start(config));

        // Then
        assertThat(error).isInstanceOf(RegistryUnavailableException.class);
        assertThat(canListen(port)).isTrue();
    }

    @Test
    void shouldCloseTheHttpServerWhenTheStateDirectoryIsAFile() throws IOException {
        // Given
        int port = freePort();
        WordtideConfig config = config(
                "failed-state", Map.of("wordtide.http.port", Integer.toString(port), "state.dir", file().toString()));

        // When
        Throwable error = failure(() -> LearnerApp.start(config));

        // Then
        assertThat(error).isInstanceOf(StreamsException.class);
        assertThat(canListen(port)).isTrue();
    }

    @Test
    void shouldCloseTheWatcherWhenTheApplicationOfDevDoesNotStart() throws IOException {
        // Given
        WordtideConfig config = config("failed-dev-app", Map.of("state.dir", file().toString()));

        // When
        Throwable error = failure(() -> DevSession.start(config, List.of(Feed.sample()), report -> {}, notice -> {}));

        // Then
        assertThat(error).isInstanceOf(StreamsException.class);
    }

    @Test
    void shouldCloseWatcherApplicationAndProducerWhenTheFeedsOfDevCannotBeRead() {
        // Given: the last step reads the list
        WordtideConfig config = config(
                "failed-dev-feeds", Map.of("state.dir", folder.resolve("state").toString(), "wordtide.http.port", "0"));
        List<Feed> broken = new AbstractList<>() {
            @Override
            public Feed get(int index) {
                throw new IllegalStateException("no feed " + index);
            }

            @Override
            public int size() {
                return 1;
            }
        };

        // When
        Throwable error = failure(() -> DevSession.start(config, broken, report -> {}, notice -> {}));

        // Then
        assertThat(error).isInstanceOf(IllegalStateException.class).hasMessage("no feed 0");
    }

    @Test
    void shouldEndTheRegistryAndGiveTheDirectoryUpWhenTheBrokerDoesNotStart() throws IOException {
        // Given
        Path directory = folder.resolve("cluster");
        Files.createDirectories(directory);
        Files.createFile(directory.resolve("broker"));

        // When
        Throwable error = failure(() -> EmbeddedCluster.start(directory));
        Throwable again = failure(() -> EmbeddedCluster.start(directory));

        // Then
        assertThat(error).isInstanceOf(EmbeddedClusterException.class).hasMessageContaining("broker did not start");
        assertThat(again).hasMessage(error.getMessage());
    }

    @Test
    void shouldCloseTheClusterWhenItsSettingsAreInvalid() {
        // When
        Throwable error = failure(
                () -> ClusterConnection.starting(Map.of("wordtide.snapshot.interval", "0"), folder.resolve("cluster")));

        // Then
        assertThat(error).isInstanceOf(ConfigException.class).hasMessageContaining("wordtide.snapshot.interval");
        assertThat(EmbeddedCluster.running(folder.resolve("cluster"))).isEmpty();
    }

    @Test
    void shouldCloseTheConnectionWhenNobodyAnswers() {
        // When
        Throwable error = failure(() -> ClusterConnection.to(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "http://127.0.0.1:1",
                "default.api.timeout.ms", "2000",
                "request.timeout.ms", "1000")));

        // Then
        assertThat(error).isInstanceOf(CommandException.class).hasMessageStartingWith("cannot reach Kafka");
    }

    @Test
    void shouldCloseItsClientsWhenTheApplicationIsNotStopped() {
        // Given
        ClusterApplication application = new ClusterApplication("failed-stopped", TinyCorpus.SETTINGS);
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            assertThat(app.failure()).isEmpty();

            // When
            Throwable error = failure(() -> StoppedApplication.open(application.config()));

            // Then
            assertThat(error).isInstanceOf(StateException.class);
        }
    }

    @Test
    void shouldCloseTheReaderOfDeadLettersWhenThereAreNoDocuments() throws Exception {
        // Given
        ClusterApplication application = new ClusterApplication("failed-replay", TinyCorpus.SETTINGS);
        String documents = application.topics().documents().name();
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            admin.deleteTopics(List.of(documents)).all().get();
            // the broker hears of it a moment after the controller
            await().until(() -> !admin.listTopics().names().get().contains(documents));
        }

        // When
        Throwable error = failure(
                () -> new DeadLetterReplay(application.config().consumerProperties(), application.topics(), null));

        // Then
        assertThat(error).isInstanceOf(TopicException.class).hasMessageContaining("failed-replay.documents");
    }

    /** The error of a start, once everything it opened has been closed. */
    private static Throwable failure(ThrowingCallable start) {
        SharedCluster.get();
        Set<String> before = OpenThings.now();
        Throwable error = catchThrowable(start);
        assertThat(error).isNotNull();
        await().untilAsserted(() -> assertThat(before).containsAll(OpenThings.now()));
        return error;
    }

    private static WordtideConfig config(String applicationId, Map<String, String> settings) {
        ClusterApplication application = new ClusterApplication(applicationId, TinyCorpus.SETTINGS);
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.put("wordtide.application.id", application.config().applicationId());
        all.put("bootstrap.servers", SharedCluster.get().bootstrapServers());
        all.put("schema.registry.url", SharedCluster.get().schemaRegistryUrl());
        all.putAll(settings);
        return WordtideConfig.of(all);
    }

    private Path file() throws IOException {
        return Files.createFile(folder.resolve("file"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
