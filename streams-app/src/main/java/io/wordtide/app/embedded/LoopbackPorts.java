package io.wordtide.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses TCP ports on the loopback address before anything is started on them. */
final class LoopbackPorts {

    /** The address everything embedded listens on; a number, since `localhost` may resolve to IPv6 first. */
    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private LoopbackPorts() {}

    /** Different ports that were free a moment ago. */
    static List<Integer> free(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            ports.add(require(0, ""));
        }
        return List.copyOf(ports);
    }

    /**
     * The port asked for, if it can be listened on.
     *
     * @param port the port, or 0 for any free one
     * @param option the command-line option that chose the port, for the message
     * @throws EmbeddedClusterException if something else listens there, or this user may not
     */
    static int require(int port, String option) {
        if (port < 0 || port > 65_535) {
            throw new EmbeddedClusterException(
                    option + " must be between 0 (any free port) and 65535, found " + port + ".");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedClusterException(
                    "port " + port + " of " + HOST + " cannot be listened on (" + e.getMessage()
                            + "): stop what uses it, or choose another with " + option + " (0 takes any free one).",
                    e);
        }
    }
}
