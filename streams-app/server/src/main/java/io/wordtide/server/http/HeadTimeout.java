package io.wordtide.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which no whole request head (request line and headers) has arrived within a time limit. Jetty's
 * own idle timeout starts again with every byte, so a client that sends one now and then would keep its connection
 * forever. Time runs from the opening of the connection or the end of the last answer; while an answer is written, even
 * an endless one, it does not run. Bodies have a limit of their own.
 *
 * <p>It is both a handler, which learns when a head is complete, and a listener of the connector's connections.
 * Thread-safe.
 */
final class HeadTimeout extends Handler.Wrapper implements Connection.Listener {

    private final Duration limit;
    private final Map<Connection, Phase> phases = new ConcurrentHashMap<>();

    /** Waiting for a head, with a time limit, or answering a request. Compared by identity. */
    private static final class Phase {

        private final Scheduler.@Nullable Task timeout;

        private Phase(Scheduler.@Nullable Task timeout) {
            this.timeout = timeout;
        }

        private void end() {
            if (timeout != null) {
                timeout.cancel();
            }
        }
    }

    /** @param limit longer than an idle connection is kept, or it would end those, too */
    HeadTimeout(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        phases.put(connection, waiting(connection));
    }

    @Override
    public void onClosed(Connection connection) {
        Phase last = phases.remove(connection);
        if (last != null) {
            last.end();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        Phase answering = new Phase(null);
        phases.computeIfPresent(connection, (same, earlier) -> {
            earlier.end();
            return answering;
        });
        Request.addCompletionListener(
                request,
                failure -> phases.computeIfPresent(
                        connection, (same, current) -> current == answering ? waiting(connection) : current));
        return super.handle(request, response, callback);
    }

    private Phase waiting(Connection connection) {
        return new Phase(getServer()
                .getScheduler()
                .schedule(connection.getEndPoint()::close, limit.toMillis(), TimeUnit.MILLISECONDS));
    }
}
