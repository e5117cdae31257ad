package io.wordtide.integration;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** What this process holds open, and a failed start must close. */
public final class OpenThings {

    /** Threads that a start creates; those of the shared cluster come and go at any time. */
    private static final Pattern THREADS = Pattern.compile(
            "(topic-follower|stream-watcher|feeder|metrics-refresh|http-events|registry-output|JettyServerThreadPool|qtp"
                    + "|kafka-admin-client-thread|kafka-producer-network-thread|kafka-coordinator-heartbeat-thread).*"
                    + "|.*-StreamThread-.*");

    private OpenThings() {}

    /** Threads by name and number, Kafka's clients by id, child processes by process id. */
    public static Set<String> now() {
        Set<String> open = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> THREADS.matcher(thread.getName()).matches())
                .map(thread -> "thread " + thread.getName() + " " + thread.getId())
                .collect(Collectors.toCollection(TreeSet::new));
        ProcessHandle.current().children().forEach(child -> open.add("process " + child.pid()));
        clients().forEach(client -> open.add("client " + client));
        return open;
    }

    /** Each client of Kafka registers itself with JMX, under its own id, until it is closed. */
    private static Set<ObjectName> clients() {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("kafka.*:type=app-info,*"), null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
