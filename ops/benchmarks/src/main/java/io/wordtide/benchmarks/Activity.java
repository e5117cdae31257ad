package io.wordtide.benchmarks;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What {@code wordtide dev} spends processor time on, told apart by the name of the thread and the methods on its
 * stack; the first that fits.
 */
enum Activity {
    COMPILING("compiling (JIT)", "C[12] Compiler|Sweeper", ""),
    COLLECTING("garbage collection", "GC |G1 |VM ", ""),
    STARTING("start and stop", "main$|step-probe|register-schemas", ""),
    LEARNING_IN_WORKERS("learning, second thread", "wordtide-worker", ""),
    LEARNING("learning, stream thread", ".*StreamThread-\\d+$", "io/wordtide/(learn|nn|refine|dlgm|linalg|evaluate)/"),
    ANALYZING("text analysis", ".*StreamThread-\\d+$", "io/wordtide/text/"),
    STORING("stores, journal, snapshots", ".*StreamThread-\\d+$", "RecentDocuments|Journal|/snapshot/|/store/|rocksdb"),
    STREAMING("records in and out, commits", ".*StreamThread-\\d+$", ""),
    FEEDING("reading and sending documents", "feeder", ""),
    SERVING(
            "clients of Kafka, page, reports",
            "kafka-(producer-network|admin-client|coordinator-heartbeat)|topic-follower|stream-watcher|metrics-|Http|qtp",
            ""),
    BROKERING("broker", "", "(org/apache/kafka|kafka)/"),
    OTHER("everything else", "", "");

    private final String label;
    private final Pattern thread;
    private final Pattern frame;

    /** @param thread how the name of the thread begins */
    Activity(String label, String thread, String frame) {
        this.label = label;
        this.thread = Pattern.compile(thread);
        this.frame = Pattern.compile(frame);
    }

    String label() {
        return label;
    }

    /** @param stack thread and methods as async-profiler collapses them: {@code [thread tid=7];outermost;...;innermost} */
    static Activity of(String stack) {
        String[] parts = stack.split(";", 2);
        String name = parts[0].replaceFirst("^\\[", "").replaceFirst(" ?tid=\\d+]$", "");
        String frames = parts.length == 1 ? "" : parts[1];
        return Arrays.stream(values())
                .filter(activity -> activity.thread.matcher(name).lookingAt()
                        && activity.frame.matcher(frames).find())
                .findFirst()
                .orElse(OTHER);
    }
}
