package io.wordtide.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Two hosts besides the brokers' one: each reaches the brokers through a link of its own.
 *
 * @param near behind a link without delay
 * @param far behind a link that takes {@link #DELAY} in each direction
 */
record TwoHosts(LinkedHost near, LinkedHost far) implements AutoCloseable {

    /** About from one side of a continent to the other. */
    static final Duration DELAY = Duration.ofMillis(20);

    /**
     * Makes them.
     *
     * @param directory receives their logs
     * @throws ChaosException if this user or system cannot
     */
    static TwoHosts start(Path directory) {
        LinkedHost near = LinkedHost.start(1, Duration.ZERO, directory);
        try {
            return new TwoHosts(near, LinkedHost.start(2, DELAY, directory));
        } catch (ChaosException e) {
            near.close();
            throw e;
        }
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }
}
