package io.wordtide.cli.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final List<String> messages = new ArrayList<>();

    /** Counted down, so that no attempt is waited for. */
    private final Outage outage = new Outage(new CountDownLatch(0), messages::add);

    @Test
    void shouldReportAnOutageOnceWithinAMinuteAndItsEnd() {
        // When
        outage.over();
        outage.await("the database: gone");
        outage.await("the database: gone");
        outage.over();
        outage.over();
        outage.await("the database: gone again");

        // Then
        assertThat(messages)
                .containsExactly(
                        "waiting, will try again: the database: gone",
                        "writing again",
                        "waiting, will try again: the database: gone again");
    }
}
