package io.wordtide.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The most recent keys of records, in bounded memory, for a process that runs forever. A key is recent if it was added
 * or looked up lately. Not thread-safe.
 */
public final class RecentKeys {

    /** About 100 MB of keys as long as a web address, and years of a newspaper's feed. */
    static final int MOST_KEYS = 500_000;

    private final Map<String, Boolean> keys;

    /** Starts without keys. */
    public RecentKeys() {
        this(MOST_KEYS);
    }

    RecentKeys(int mostKeys) {
        this.keys = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > mostKeys;
            }
        };
    }

    /** Whether the key is known; makes it the most recent one if so. */
    public boolean contains(String key) {
        return keys.get(key) != null;
    }

    /** Adds a key; drops the least recently used one if there are too many. */
    public void add(String key) {
        keys.put(key, true);
    }
}
