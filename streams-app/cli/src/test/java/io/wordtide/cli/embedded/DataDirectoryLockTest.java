package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {

    private static final int ACQUIRED = 0;
    private static final int REFUSED = 3;

    @TempDir
    private Path directory;

    @Test
    void shouldShutOutOtherProcessesEvenAfterAnAttemptInThisOne() throws Exception {
        // Given
        try (DataDirectoryLock held = DataDirectoryLock.tryAcquire(directory)) {

            // When
            DataDirectoryLock second = DataDirectoryLock.tryAcquire(directory);

            // Then
            assertThat(held).isNotNull();
            assertThat(second).isNull();
            assertThat(tryInAnotherProcess()).isEqualTo(REFUSED);
        }
    }

    @Test
    void shouldLetOthersInAfterwards() throws Exception {
        // When
        try (DataDirectoryLock held = DataDirectoryLock.tryAcquire(directory)) {
            assertThat(held).isNotNull();
        }

        // Then
        assertThat(tryInAnotherProcess()).isEqualTo(ACQUIRED);
    }

    @Test
    void shouldNotMistakeAMissingDirectoryForOneInUse() {
        assertThatThrownBy(() -> DataDirectoryLock.tryAcquire(directory.resolve("absent")))
                .isInstanceOf(IOException.class);
    }

    /** Runs in the other process. */
    public static void main(String[] args) throws IOException {
        System.exit(DataDirectoryLock.tryAcquire(Path.of(args[0])) == null ? REFUSED : ACQUIRED);
    }

    private int tryInAnotherProcess() throws IOException, InterruptedException {
        return ChildJvm.start(DataDirectoryLockTest.class, directory.toString()).waitFor();
    }
}
