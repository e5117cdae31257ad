package io.wordtide.testing;

import java.time.Duration;

/** How long a test waits for what is to happen. */
public final class Patience {

    /**
     * Before a test gives up: no test depends on it, so it is far longer than anything takes on a busy machine, and
     * longer than the limits that the program itself sets, such as two minutes for a registry to start.
     */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private Patience() {}
}
