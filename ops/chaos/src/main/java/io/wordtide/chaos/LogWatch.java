package io.wordtide.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What instances write to their logs from now on. */
final class LogWatch {

    private final Map<LogFile, Long> marks = new HashMap<>();

    LogWatch(List<SupervisedApp> instances) {
        instances.forEach(instance -> marks.put(instance.log(), instance.log().mark()));
    }

    /** Whether one of them has written a text, in upper or lower case. */
    boolean saw(String text) {
        return marks.entrySet().stream().anyMatch(log -> log.getKey().hasSince(log.getValue(), text));
    }
}
