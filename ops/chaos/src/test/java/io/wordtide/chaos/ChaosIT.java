package io.wordtide.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.chaos.Oracles.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run on generated documents; {@code ops/chaos/run} starts the long ones. */
class ChaosIT {

    private static final long SEED = 1;

    /** Documents also pass while a moment is waited for, which may take several snapshots: 3,000 ended once too early. */
    private static final int DOCUMENTS = 5_000;

    /** Kills in refinement, between the chunks of a snapshot, and during the restore of a deleted local state. */
    private static final List<Fault> FAULTS =
            List.of(Fault.POISON, Fault.KILL_REFINEMENT, Fault.BROKER_KILL, Fault.KILL_SNAPSHOT, Fault.KILL_RESTORE);

    @TempDir
    Path directory;

    @AfterEach
    void leaveNoProcessBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void shouldEndWithTheBitsOfAnUndisturbedRunWhenItIsKilledEverywhere() throws InterruptedException {
        // When
        List<Verdict> verdicts = run(DOCUMENTS, FAULTS, Layout.SINGLE);

        // Then
        assertThat(verdicts)
                .hasSize(8)
                .allSatisfy(
                        verdict -> assertThat(verdict.holds()).as("%s", verdict).isTrue());
    }

    /** Fifty documents for each model: ten mini-batches, so that some fall asleep with a snapshot, some with their journal. */
    @Test
    void shouldEndWithTheBitsOfEveryModelWhenInstancesAreKilledAndLeave() throws InterruptedException {
        // When
        List<Verdict> verdicts =
                run(2_000, List.of(Fault.KILL_ANY, Fault.MERGER_KILL, Fault.INSTANCE_LEAVES), new Layout(40, 2, 2, 1));

        // Then
        assertThat(verdicts)
                .hasSize(8)
                .allSatisfy(
                        verdict -> assertThat(verdict.holds()).as("%s", verdict).isTrue());
    }

    private List<Verdict> run(int documents, List<Fault> faults, Layout layout) throws InterruptedException {
        Setup setup = new Setup(
                SEED, layout.spread(Input.read(null, SEED, documents)), null, "simple", faults, layout, directory);
        return new Trial(setup, new PrintWriter(System.out, true, UTF_8)).run();
    }
}
