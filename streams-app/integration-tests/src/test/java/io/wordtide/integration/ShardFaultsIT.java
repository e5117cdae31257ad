package io.wordtide.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.integration.ShardedModel.Learned;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that hold shards come, go and fall silent: rounds go on, with the same bits. */
class ShardFaultsIT {

    private static final String PARTS_MISSED = "parts-missed-total";
    private static final String WAITED_MS = "round-wait-ms-total";
    private static final String WOKEN = "models-woken-total";
    private static final int WAIT_MS = 500;

    private static final List<String> SOURCES = List.of("s0", "s1", "s2", "s3");

    @TempDir
    Path folder;

    @Test
    void shouldWaitOnceForAnInstanceThatHasFallenSilentAndTakeItsHelpAgain() throws Exception {
        // Given
        ShardedModel model =
                new ShardedModel("shard-faults-silent", Map.of("wordtide.shards.wait.ms", Integer.toString(WAIT_MS)));
        try (LearnerApp app = model.application().start(folder.resolve("first"))) {
            model.learnRound();
            try (WordtideProcess other = process(model.application(), folder)) {
                model.learnUntilHelped(app);

                // When
                double missedBefore = ClusterApplication.metric(app, PARTS_MISSED);
                double waitedBeforeMs = ClusterApplication.metric(app, WAITED_MS);
                other.suspend();
                model.learnRound();
                double waitedMs = ClusterApplication.metric(app, WAITED_MS);
                model.send(3);
                model.awaitLearned();

                // Then: each of the four rounds has one or two parts for it, and only the first has waited
                assertThat(waitedMs - waitedBeforeMs).isBetween((double) WAIT_MS, Double.MAX_VALUE);
                assertThat(ClusterApplication.metric(app, WAITED_MS)).isEqualTo(waitedMs);
                assertThat(ClusterApplication.metric(app, PARTS_MISSED) - missedBefore)
                        .isIn(4.0, 8.0);

                // When
                other.resume();

                // Then
                model.learnUntilHelped(app);
            }
        }
        assertLearnedAsAlone(model);
    }

    @Test
    void shouldKeepBitsAndVersionsWhenInstancesJoinAndLeaveAndTheModelMoves() {
        // Given: rounds wait to be learned all the while
        ShardedModel model = new ShardedModel("shard-faults-move", Map.of());
        try (LearnerApp first = model.application().start(folder.resolve("first"))) {
            model.learnRound();
            model.send(20);

            // When: another instance joins
            try (LearnerApp second = model.application().start(folder.resolve("second"))) {
                model.awaitLearned();
                model.learnUntilHelped(first);

                // When: the instance with the model leaves, and the other had a replica
                model.send(20);
                first.close();
                model.awaitLearned();
                try (LearnerApp third = model.application().start(folder.resolve("third"))) {

                    // Then: it takes the help of one that joins later
                    model.learnUntilHelped(second);
                    assertThat(ShardedModel.partsReceived(third)).isZero();
                }

                // When: it is alone again
                model.learnRound();
            }
        }
        assertLearnedAsAlone(model);
    }

    @Test
    void shouldLearnOnAloneWhenTheTopicOfRoundsIsDeleted() throws Exception {
        // Given
        ShardedModel model = new ShardedModel("shard-faults-deleted", Map.of());
        try (LearnerApp first = model.application().start(folder.resolve("first"))) {
            model.learnRound();
            try (LearnerApp second = model.application().start(folder.resolve("second"));
                    Admin admin = Admin.create(model.application().config().adminProperties())) {
                model.learnUntilHelped(first);

                // When
                String rounds =
                        InternalTopics.rounds(model.application().config().applicationId());
                admin.deleteTopics(List.of(rounds)).all().get();
                model.send(5);
                model.awaitLearned();

                // Then
                assertThat(first.failure()).isEmpty();
                assertThat(second.failure()).isEmpty();
            }
        }
        assertLearnedAsAlone(model);
    }

    /** There is room for one model: each round of another wakes its model, and each replica makes room for the next. */
    @Test
    void shouldLearnTheSameBitsOfModelsThatFallAsleepOnTwoInstances() {
        // Given
        ClusterApplication undisturbed = severalModels("shard-faults-awake", Map.of());
        try (LearnerApp app = undisturbed.start(folder.resolve("alone"))) {
            learnRounds(undisturbed);
            assertThat(ClusterApplication.metric(app, WOKEN)).isEqualTo(SOURCES.size()); // each has begun
        }

        // When
        ClusterApplication sleepy = severalModels("shard-faults-asleep", Map.of("wordtide.models.memory", "1"));
        try (LearnerApp first = sleepy.start(folder.resolve("first"));
                LearnerApp second = sleepy.start(folder.resolve("second"))) {
            learnRounds(sleepy);

            // Then
            assertThat(ClusterApplication.metric(first, WOKEN) + ClusterApplication.metric(second, WOKEN))
                    .isGreaterThan(SOURCES.size());
        }
        assertThat(SOURCES)
                .allSatisfy(
                        source -> assertThat(Learned.by(sleepy, source)).isEqualTo(Learned.by(undisturbed, source)));
    }

    private static ClusterApplication severalModels(String applicationId, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(ShardedModel.settings(more));
        settings.put("wordtide.model.route", "source");
        settings.put("wordtide.topics.partitions", "2");
        return new ClusterApplication(applicationId, settings);
    }

    /** Five rounds of each model in turn; all documents of a model are in one partition. */
    private static void learnRounds(ClusterApplication application) {
        for (int round = 1; round <= 5; round++) {
            for (int model = 0; model < SOURCES.size(); model++) {
                application.sendRecords(round(application, SOURCES.get(model), model % 2, round));
            }
            application.read(application.topics().documentEmbeddings(), SOURCES.size() * round * ShardedModel.ROUND);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> round(
            ClusterApplication application, String source, int partition, int round) {
        return TinyCorpus.documents((round - 1) * ShardedModel.ROUND, round * ShardedModel.ROUND).stream()
                .map(document -> Document.newBuilder(document)
                        .setId(source + "-" + document.getId())
                        .setSource(source)
                        .build())
                .map(document -> new ProducerRecord<>(
                        application.topics().documents().name(),
                        partition,
                        document.getId().getBytes(UTF_8),
                        application.encode(document)))
                .toList();
    }

    /** One instance, which has all rounds before it begins. */
    private void assertLearnedAsAlone(ShardedModel model) {
        ShardedModel undisturbed = new ShardedModel(model.application().config().applicationId() + "-alone", Map.of());
        try (LearnerApp app = undisturbed.application().start(folder.resolve("alone"))) {
            undisturbed.send(model.roundCount());
            undisturbed.awaitLearned();
            assertThat(ShardedModel.partsReceived(app)).isZero();
        }
        assertThat(model.learned()).isEqualTo(undisturbed.learned());
        assertThat(model.learned().versions()).isEqualTo(ShardedModel.versions(model.roundCount()));
    }

    private static WordtideProcess process(ClusterApplication application, Path folder) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--bootstrap-servers=" + application.settings().get("bootstrap.servers"),
                "--schema-registry=" + application.settings().get("schema.registry.url"),
                "--set=state.dir=" + folder.resolve("other")));
        application.settings().forEach((key, value) -> {
            if (!key.equals("bootstrap.servers") && !key.equals("schema.registry.url")) {
                arguments.add("--set=" + key + "=" + value);
            }
        });
        return new WordtideProcess(folder, arguments.toArray(String[]::new));
    }
}
