package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandIT {

    @TempDir
    private Path folder;

    @Test
    void shouldFindNoProblemWhenTheApplicationHasRun() {
        // Given
        ClusterApplication application = learned("check-ok");

        // When
        Console check = check(application);

        // Then
        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(check.out())
                .contains(
                        "ok       configuration: application check-ok, up to 20 words, 2 latent dimensions",
                        "ok       kafka: cluster ",
                        "ok       transactions: 1 replicas, 1 must be in sync; one broker",
                        "ok       time limits: a learning step takes ",
                        "brokers allow 900000",
                        "ok       topics: all public topics exist",
                        "ok       internal topics: 5 of 5 exist, as expected",
                        "ok       schema registry: answers",
                        "ok       schemas: 8 registered, 0 to be registered",
                        "ok       documents: 1 schemas registered as check-ok.documents-value, all can be read",
                        "ok       access: topics, consumer group and transactions can be used",
                        "ok       models: 1 stored, settings fit",
                        "ok       progress: stopped; not yet read: ")
                .doesNotContain("problem");
    }

    @Test
    void shouldNameEachProblemAndWhatToDo() throws Exception {
        // Given: a changelog without its settings, and a model with other settings
        ClusterApplication application = learned("check-problems");
        String changelog = "check-problems-bag-journal-changelog";
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, changelog),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("segment.bytes", "1073741824"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        // When
        Console check = check(application, "--set=wordtide.analyzer=english", "--set=wordtide.topics.partitions=2");

        // Then
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(check.out())
                .contains(
                        "ok       topics: all public topics exist, as expected; other partitions than"
                                + " wordtide.topics.partitions: check-problems.documents (1), ",
                        "problem  internal topics: check-problems-bags-repartition: partitions is 1, expected 2;"
                                + " set wordtide.topics.partitions=1, or start over under another",
                        "problem  internal topics: " + changelog
                                + ": segment.bytes is 1073741824, expected 67108864; kafka-configs.sh --alter"
                                + " --entity-type topics --entity-name " + changelog
                                + " --add-config segment.bytes=67108864",
                        "problem  models: model default was started with wordtide.analyzer=simple (found english)");
    }

    @Test
    void shouldReportThatASchemaIsRefusedWithoutRegisteringIt() throws Exception {
        // Given
        ClusterApplication application = new ClusterApplication("check-schema", TinyCorpus.SETTINGS);
        try (SchemaRegistryClient registry = application.config().schemaRegistry()) {
            registry.register(
                    "check-schema.learning.reports-value",
                    new AvroSchema("{\"type\": \"record\", \"name\": \"Other\", \"fields\": []}"));
            registry.updateCompatibility("check-schema.learning.reports-value", "FULL");

            // When
            Console check = check(application);

            // Then
            assertThat(check.exitCode()).as(check.out()).isEqualTo(ExitCode.FAILURE);
            assertThat(check.out())
                    .contains(
                            "problem  schemas: check-schema.learning.reports-value: expected the schema"
                                    + " io.wordtide.schema.LearningReport there or room for it, found that it is not"
                                    + " compatible with what the subject check-schema.learning.reports-value has (status"
                                    + " 409: Schemas are incompatible); set ",
                            "ok       schemas: 0 registered, 7 to be registered",
                            "ok       documents: no schema registered as check-schema.documents-value yet",
                            "ok       internal topics: none yet",
                            "ok       models: none yet",
                            "ok       progress: stopped; nothing has been read yet");
            assertThat(registry.getAllSubjects())
                    .filteredOn(subject -> subject.startsWith("check-schema"))
                    .hasSize(1);
        }
    }

    @Test
    void shouldReportThatTopicsAreMissing() {
        Console check = check("check-missing");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(check.out())
                .contains("problem  topics: missing: check-missing.dead-letters, ", "wordtide topics create");
    }

    @Test
    void shouldReportThatKafkaDoesNotAnswer() {
        Console check = Console.run(
                Main::run,
                "check",
                "--bootstrap-servers=127.0.0.1:1",
                "--schema-registry=http://127.0.0.1:1",
                "--set=default.api.timeout.ms=2000",
                "--set=request.timeout.ms=1000");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(check.out()).startsWith("problem  kafka: cannot reach Kafka at 127.0.0.1:1");
    }

    @Test
    void shouldReportThatASettingIsInvalid() {
        Console check = Console.run(Main::run, "check", "--set=wordtide.snapshot.interval=0");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(check.out()).startsWith("problem  configuration: ").contains("wordtide.snapshot.interval");
    }

    private ClusterApplication learned(String applicationId) {
        ClusterApplication application = new ClusterApplication(applicationId, TinyCorpus.SETTINGS);
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(0, 12));
            application.read(application.topics().learningReports(), 3);
            assertThat(app.failure()).isEmpty();
        }
        return application;
    }

    private static Console check(ClusterApplication application, String... more) {
        return check(application.config().applicationId(), more);
    }

    private static Console check(String applicationId, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "check",
                "--bootstrap-servers=" + SharedCluster.get().bootstrapServers(),
                "--schema-registry=" + SharedCluster.get().schemaRegistryUrl(),
                "--set=wordtide.application.id=" + applicationId));
        TinyCorpus.SETTINGS.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
        arguments.addAll(List.of(more));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }
}
