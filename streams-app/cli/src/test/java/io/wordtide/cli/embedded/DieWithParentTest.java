package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.testing.ChildJvm;
import io.wordtide.testing.Patience;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DieWithParentTest {

    @Test
    void shouldEndWhenTheParentsEndOfThePipeIsClosed() throws Exception {
        // Given
        Process child = ChildJvm.start(DieWithParent.class, DieWithParentTest.class.getName());

        // When: what the operating system does when the parent has ended
        child.getOutputStream().close();

        // Then
        assertThat(child.waitFor(Patience.LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void shouldEndWithTheProgram() throws Exception {
        // When: a program that fails at once, because it lacks an argument
        Process child = ChildJvm.start(DieWithParent.class, DataDirectoryLockTest.class.getName());

        // Then
        assertThat(child.waitFor(Patience.LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(child.exitValue()).isEqualTo(1);
    }

    /** Runs in the child process and never ends by itself. */
    public static void main(String[] args) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
