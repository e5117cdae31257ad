package io.wordtide.server.http;

import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Places for clients that stay connected: so many in all, and so many for one address, so that one client alone cannot
 * shut out the others. Thread-safe.
 */
final class Places {

    private final int inAll;
    private final int ofOneAddress;
    private final Map<String, Integer> takenByAddress = new HashMap<>();
    private int taken;

    Places(int inAll, int ofOneAddress) {
        this.inAll = inAll;
        this.ofOneAddress = ofOneAddress;
    }

    /** @throws Problem if no place is free, or none for this address */
    synchronized Place take(String address) {
        if (taken >= inAll) {
            throw refused(HttpStatus.SERVICE_UNAVAILABLE, "expected at most " + inAll + " clients");
        }
        if (takenByAddress.getOrDefault(address, 0) >= ofOneAddress) {
            throw refused(
                    HttpStatus.TOO_MANY_REQUESTS, "expected at most " + ofOneAddress + " clients from one address");
        }
        taken++;
        takenByAddress.merge(address, 1, Integer::sum);
        return new Place(address);
    }

    private static Problem refused(HttpStatus status, String expected) {
        return Problem.of(status, expected + " that follow the events, found more; try again later")
                .with(Header.RETRY_AFTER, "30");
    }

    private synchronized void free(String address) {
        taken--;
        takenByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    /** The place of one client, until it is closed. Closing it again changes nothing. */
    final class Place implements AutoCloseable {

        private final String address;
        private final AtomicBoolean freed = new AtomicBoolean();

        private Place(String address) {
            this.address = address;
        }

        @Override
        public void close() {
            if (freed.compareAndSet(false, true)) {
                free(address);
            }
        }
    }
}
