package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

class MeasuredProcessTest {

    /** Counts for a while in a process that the command starts and waits for, so that all time is a grandchild's. */
    private static final String BUSY_GRANDCHILD =
            "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done'; echo ended";

    @TempDir
    private Path directory;

    @Test
    void shouldReadProcessorTimesWhateverTheCommandIsCalled() {
        // Given: fields 14 and 15 of proc(5), 11 and 12 ticks of a hundredth of a second, and for children 120 and 30
        String stat = "7 (a ) R 1) S 1 7 7 0 -1 4194304 5 6 0 0 11 12 120 30 20 0 1 0 99 1000 200\n";

        // Then
        assertThat(MeasuredProcess.ownSeconds(stat)).isEqualTo(0.23);
        assertThat(MeasuredProcess.childrenSeconds(stat)).isEqualTo(1.5);
    }

    @Test
    void shouldReadResidentMemoryWhateverTheSizeOfAPage() {
        // Given: lines of proc(5); a process that has ended has only the first
        String name = "Name:\tjava\n";
        String memory = "VmHWM:\t    9000 kB\nVmRSS:\t    1000 kB\nRssAnon:\t     800 kB\n";

        // Then: 1,000 times 1,024 bytes
        assertThat(MeasuredProcess.residentMb(name + memory)).isEqualTo(1.024);
        assertThat(MeasuredProcess.residentMb(name)).isZero();
    }

    @Test
    @EnabledOnOs(LINUX)
    void shouldMeasureACommandWithWhatItStarts() throws IOException, InterruptedException {
        // Given
        List<String> command = List.of("sh", "-c", BUSY_GRANDCHILD);

        // When
        List<String> lines;
        Cost cost;
        try (MeasuredProcess process = MeasuredProcess.start(command, directory.resolve("log"));
                BufferedReader output = process.output()) {
            lines = output.lines().toList();
            cost = process.end();
        }

        // Then: counting takes at least two ticks, no longer than it lasts on the clock, in a megabyte or more
        assertThat(lines).containsExactly("done", "ended");
        assertThat(cost.processorSeconds()).isBetween(0.02, cost.wallSeconds() + 0.02);
        assertThat(cost.residentMb()).isBetween(0.5, 100.0);
    }

    @Test
    @EnabledOnOs(LINUX)
    void shouldReadTheTimeOfOneOfTwoProcessesThatRunAtOnce() throws IOException, InterruptedException {
        // Given: one counts in its own process, the other waits
        String count = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; sleep 600";
        try (MeasuredProcess busy = MeasuredProcess.start(List.of("sh", "-c", count), directory.resolve("busy"));
                MeasuredProcess idle = MeasuredProcess.start(List.of("sleep", "600"), directory.resolve("idle"));
                BufferedReader output = busy.output()) {
            // When
            output.readLine();

            // Then: counting takes at least two ticks
            assertThat(busy.processorSeconds()).isBetween(0.02, busy.seconds() + 0.02);
            assertThat(idle.processorSeconds()).isLessThan(0.02);
        }
    }

    @Test
    @EnabledOnOs(LINUX)
    void shouldEndACommandThatWouldGoOn() throws IOException, InterruptedException {
        // Given
        try (MeasuredProcess process = MeasuredProcess.start(List.of("sleep", "600"), directory.resolve("log"))) {

            // When
            Cost cost = process.stop();

            // Then: ended by SIGTERM
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(cost.wallSeconds()).isLessThan(600);
        }
    }
}
