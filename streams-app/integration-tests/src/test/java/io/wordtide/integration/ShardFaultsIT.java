package io.wordtide.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.server.LearnerApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that hold shards come, go and fall silent: rounds go on, with the same bits. */
class ShardFaultsIT {

    private static final String PARTS_MISSED = "parts-missed-total";
    private static final String WAITED_MS = "round-wait-ms-total";
    private static final int WAIT_MS = 500;

    @TempDir
    Path folder;

    @Test
    void shouldWaitOnceForAnInstanceThatHasFallenSilentAndTakeItsHelpAgain() throws Exception {
        // Given
        ShardedModel model = new ShardedModel(
                "shard-faults-silent", Map.of("wordtide.shards.wait.ms", Integer.toString(WAIT_MS)));
        try (LearnerApp app = model.application().start(folder.resolve("first"))) {
            model.learnRound();
            try (WordtideProcess other = process(model.application(), folder)) {
                model.learnUntilHelped(app);

                // When
                double missedBefore = ClusterApplication.metric(app, PARTS_MISSED);
                other.suspend();
                model.learnRound();
                double missed = ClusterApplication.metric(app, PARTS_MISSED);
                double waitedMs = ClusterApplication.metric(app, WAITED_MS);
                model.send(3);
                model.awaitLearned();

                // Then
                assertThat(missed - missedBefore).isBetween(1.0, 2.0); // it holds one shard or both
                assertThat(ClusterApplication.metric(app, PARTS_MISSED)).isEqualTo(missed);
                assertThat(ClusterApplication.metric(app, WAITED_MS)).isEqualTo(waitedMs);

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
