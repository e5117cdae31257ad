package io.wordtide.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses TCP ports on the loopback address before anything is started on them. */
final class LoopbackPorts {

    /** The address that everything embedded listens on; numeric, since `localhost` may resolve to IPv6 first. */
    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /**
     * Ports are chosen from here on, below those that systems assign to outgoing connections (Linux from 32,768): any
     * connection could take one of those before the listener binds it.
     */
    private static final int LOWEST = 20_000;

    private static final int END = 32_000;
    private static final int ATTEMPTS = 10_000;

    private LoopbackPorts() {}

    /** Distinct ports that were free a moment ago. */
    static List<Integer> free(int count) {
        List<Integer> ports = ThreadLocalRandom.current()
                .ints(ATTEMPTS, LOWEST, END)
                .filter(LoopbackPorts::isFree)
                .distinct()
                .limit(count)
                .boxed()
                .toList();
        if (ports.size() < count) {
            throw new EmbeddedClusterException("expected " + count + " free ports of " + HOST + " from " + LOWEST
                    + " to " + (END - 1) + ", found " + ports.size() + ".");
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try {
            listen(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void listen(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
        }
    }

    /**
     * The given port, if it can be listened on.
     *
     * @param port the port, or 0 for any free one
     * @param option the command-line option that chose the port, for the message
     * @throws EmbeddedClusterException if something else listens there, or this user may not listen there
     */
    static int require(int port, String option) {
        if (port < 0 || port > 65_535) {
            throw new EmbeddedClusterException(
                    option + " must be between 0 (any free port) and 65535, found " + port + ".");
        }
        if (port == 0) {
            return free(1).get(0);
        }
        try {
            listen(port);
            return port;
        } catch (IOException e) {
            throw new EmbeddedClusterException(
                    "port " + port + " of " + HOST + " cannot be listened on (" + e.getMessage()
                            + "): stop what uses it, or choose another with " + option + " (0 takes any free one).",
                    e);
        }
    }
}
