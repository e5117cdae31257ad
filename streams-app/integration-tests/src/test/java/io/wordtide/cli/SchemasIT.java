package io.wordtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.SchemaRegistration.Subject;
import io.wordtide.testing.Console;
import io.wordtide.testing.FeedServer;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is registered, when a site registers it itself, and what is said about a registry's answers. */
class SchemasIT {

    private static final String NO_AUTO_REGISTER = "auto.register.schemas";

    @TempDir
    private Path folder;

    @Test
    void shouldRegisterWhatIsPromisedAndMakeItBackwardCompatible() throws Exception {
        // Given
        ClusterApplication application = application("schemas-promised", Map.of());
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {

            // When
            try (LearnerApp app = application.launch(folder)) {
                assertThat(app.failure()).isEmpty();
            }

            // Then: what is written, and documents for producers that look them up
            List<String> subjects = subjects(application);
            assertThat(subjects).hasSize(9).contains("schemas-promised.documents-value");
            for (String subject : subjects) {
                assertThat(registry.getAllVersions(subject)).as(subject).containsExactly(1);
                assertThat(registry.getCompatibility(subject)).as(subject).isEqualTo("BACKWARD");
            }
        }
    }

    @Test
    void shouldKeepARuleThatTheSiteHasChosenBefore() throws Exception {
        // Given
        ClusterApplication application = application("schemas-rule", Map.of());
        String subject = "schemas-rule.learning.events-value";
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {
            registry.updateCompatibility(subject, "FULL");

            // When
            Console created = run(application, List.of("topics", "create"));

            // Then
            assertThat(created.out()).as(created.err()).contains("all schemas are registered");
            assertThat(registry.getAllVersions(subject)).containsExactly(1);
            assertThat(registry.getCompatibility(subject)).isEqualTo("FULL");
        }
    }

    @Test
    void shouldSayHowToRegisterWhereTheApplicationMayNot() throws Exception {
        // Given
        ClusterApplication application = application("schemas-site", Map.of(NO_AUTO_REGISTER, "false"));
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {

            // When
            Console created = run(application, List.of("topics", "create"));
            Console checked = run(application, List.of("schemas", "check"));

            // Then: nothing is registered behind the site's back
            assertThat(created.exitCode()).isZero();
            assertThat(created.out()).contains("schemas are not registered, since auto.register.schemas is false");
            assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(checked.out())
                    .contains(
                            "0 registered, 8 to be registered, and auto.register.schemas is false",
                            "no schema registered as schemas-site.documents-value yet");
            assertThatThrownBy(() -> application.launch(folder))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessage("expected the Schema Registry to take the schema WordCounts for the topic"
                            + " schemas-site-bags-repartition, found that the subject"
                            + " schemas-site-bags-repartition-value does not have it (status 404); register it with"
                            + " wordtide schemas register, or set auto.register.schemas=true");
            assertThat(registry.getAllSubjects()).noneMatch(subject -> subject.startsWith("schemas-site"));
        }
    }

    @Test
    void shouldStartOnceTheSiteHasRegisteredTheSchemas() throws Exception {
        // Given
        ClusterApplication application = application("schemas-registered", Map.of(NO_AUTO_REGISTER, "false"));

        // When
        Console registered = run(application, List.of("schemas", "register"));

        // Then
        assertThat(registered.exitCode()).as(registered.err()).isZero();
        assertThat(registered.out().lines())
                .hasSize(9)
                .allMatch(line -> line.matches("schemas-registered.* has id \\d+"));
        Console checked = run(application, List.of("schemas", "check"));
        assertThat(checked.exitCode()).as(checked.out()).isZero();
        assertThat(checked.out()).contains("8 registered, 0 to be registered", "1 schemas registered as");
        try (LearnerApp app = application.launch(folder)) {
            assertThat(app.failure()).isEmpty();
        }
        assertThat(ingest(application).out()).contains("1 documents sent");
    }

    @Test
    void shouldAcceptAProducersOwnSchemaThatCanBeRead() throws Exception {
        // Given: registered before Wordtide ran
        ClusterApplication application = application("schemas-producer", Map.of());
        String subject = "schemas-producer.documents-value";
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {
            registry.register(subject, ofProducer("id", "text"));

            // When
            Console created = run(application, List.of("topics", "create"));
            Console checked = run(application, List.of("schemas", "check"));

            // Then: the producer's stays the newest
            assertThat(created.out()).as(created.err()).contains("all schemas are registered");
            assertThat(registry.getAllVersions(subject)).containsExactly(1);
            assertThat(checked.exitCode()).as(checked.out()).isZero();
            assertThat(checked.out())
                    .contains("ok       documents: 1 schemas registered as " + subject + ", all can be read");
        }
    }

    @Test
    void shouldNameTheVersionOfDocumentsThatCannotBeRead() throws Exception {
        // Given: version 1 can be read, version 2 cannot
        ClusterApplication application = application("schemas-unreadable", Map.of());
        String subject = "schemas-unreadable.documents-value";
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {
            registry.register(subject, ofProducer("id", "text"));
            registry.updateCompatibility(subject, "FORWARD");
            registry.register(subject, ofProducer("id", "text", "BODY"));
            registry.updateCompatibility(subject, "BACKWARD");
            registry.register(subject, ofProducer("id", "BODY"));

            // When
            Console checked = run(application, List.of("schemas", "check"));

            // Then
            assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(checked.out())
                    .contains("problem  documents: " + subject
                            + " version 3 cannot be read, so its records become dead letters: expected a field text of"
                            + " type string, found the fields id, BODY")
                    .doesNotContain("version 1", "version 2");
        }
    }

    @Test
    void shouldSayWhyASchemaIsNotCompatibleWithoutPrintingIt() throws Exception {
        // Given
        ClusterApplication application = application("schemas-conflict", Map.of());
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {
            registry.register("schemas-conflict.dead-letters-value", ofProducer("id"));
            registry.updateCompatibility("schemas-conflict.dead-letters-value", "FULL");

            // When
            Console created = run(application, List.of("topics", "create"));

            // Then
            assertThat(created.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(created.err())
                    .startsWith("wordtide: expected the Schema Registry to take the schema DeadLetter for the topic"
                            + " schemas-conflict.dead-letters, found that it is not compatible with what the subject"
                            + " schemas-conflict.dead-letters-value has (status 409: ")
                    .contains("; set wordtide.topics.prefix for topics of its own")
                    .doesNotContain("{")
                    .hasSizeLessThan(600);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | found that it does not accept this user (status 401); set basic.auth.credentials.source
            403 | found that this user may not use
            """)
    void shouldSayWhatTheRegistryAnswered(int status, String expected) throws Exception {
        // Given: a registry that answers the same to everybody; the real one has no users here
        try (FeedServer server = new FeedServer()) {
            server.on("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                String body = "{\"error_code\": %d01, \"message\": \"for the test\"}".formatted(status);
                FeedServer.send(exchange, status, body.getBytes(UTF_8));
            });
            ClusterApplication application = application(
                    "schemas-" + status,
                    Map.of("schema.registry.url", server.address("").toString()));

            // When, Then
            assertThat(run(application, List.of("topics", "create")).err()).contains(expected);
            assertThat(run(application, List.of("run")).err()).contains(expected);
            assertThat(ingest(application).err()).contains(expected);
            assertThat(run(application, List.of("schemas", "register")).err()).contains(expected);
            assertThat(run(application, List.of("schemas", "check")).out()).contains(expected);
        }
    }

    @Test
    void shouldPrintTheSchemasThatAreRegistered() throws Exception {
        // Given
        ClusterApplication application = application("schemas-print", Map.of());

        // When
        Console printed = run(application, List.of("schemas", "print", "--directory", folder.toString()));

        // Then
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        for (Subject subject : SchemaRegistration.all(application.config(), application.topics())) {
            assertThat(new AvroSchema(Files.readString(folder.resolve(subject.name() + ".avsc"))))
                    .isEqualTo(subject.schema());
        }
    }

    private Console ingest(ClusterApplication application) throws IOException {
        Path file = Files.writeString(folder.resolve("in.jsonl"), "{\"text\": \"oil\"}\n");
        return run(application, List.of("ingest", file.toString()));
    }

    private static ClusterApplication application(String applicationId, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.putAll(more);
        return new ClusterApplication(applicationId, settings);
    }

    private static List<String> subjects(ClusterApplication application) {
        return SchemaRegistration.all(application.config(), application.topics()).stream()
                .map(Subject::name)
                .toList();
    }

    /** A record of another name than ours. */
    private static AvroSchema ofProducer(String... fields) {
        SchemaBuilder.FieldAssembler<org.apache.avro.Schema> record =
                SchemaBuilder.record("Review").namespace("com.example").fields();
        for (String field : fields) {
            record = field.equals("BODY") ? record.optionalString(field) : record.requiredString(field);
        }
        return new AvroSchema(record.endRecord());
    }

    private static Console run(ClusterApplication application, List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        application.settings().forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }
}
