package io.wordtide.streams.processor;

import io.wordtide.streams.config.ModelsSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which models of a process are awake, and how much memory they take together. When that is too much, those that were
 * used longest ago have to fall asleep, whichever task they belong to; each task puts its own to sleep.
 *
 * <p>Thread-safe.
 */
public final class AwakeModels {

    private final long maximumBytes;

    /** Memory of each, bytes; least recently used first. */
    private final Map<ModelSession, Long> bytesBySession = new LinkedHashMap<>();

    private long bytes;

    /** @param models say how much memory awake models may take together; one may always be awake */
    public AwakeModels(ModelsSettings models) {
        this.maximumBytes = models.memoryBytes();
    }

    /** Notes that a model has just been used, and the memory it takes now; removes it if it is asleep. */
    synchronized void used(ModelSession session) {
        remove(session);
        if (!session.isAsleep()) {
            long now = session.memoryBytes();
            bytesBySession.put(session, now);
            bytes += now;
        }
    }

    /** Models of the process that are awake. */
    synchronized int count() {
        return bytesBySession.size();
    }

    /** Notes that models have left the process. */
    synchronized void remove(Iterable<ModelSession> sessions) {
        sessions.forEach(this::remove);
    }

    private void remove(ModelSession session) {
        Long before = bytesBySession.remove(session);
        bytes -= before == null ? 0 : before;
    }

    /**
     * The models of a task that have to fall asleep, least recently used first. The one that was used last is not among
     * them.
     */
    synchronized List<ModelSession> excess(Predicate<ModelSession> ofTask) {
        List<ModelSession> excess = new ArrayList<>();
        long left = bytes;
        int others = bytesBySession.size() - 1;
        for (Map.Entry<ModelSession, Long> eldest : bytesBySession.entrySet()) {
            if (left <= maximumBytes || others-- == 0) {
                break;
            }
            left -= eldest.getValue();
            if (ofTask.test(eldest.getKey())) {
                excess.add(eldest.getKey());
            }
        }
        return excess;
    }
}
