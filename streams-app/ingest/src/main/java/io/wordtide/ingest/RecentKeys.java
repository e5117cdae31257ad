package io.wordtide.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys of records, the most recent ones: a process that runs for ever must not remember more and more. A key is recent
 * if it was added or asked for lately. Not thread-safe.
 */
public final class RecentKeys {

    /** About 100 MB of keys as long as a web address, and years of a newspaper's feed. */
    static final int MOST_KEYS = 500_000;

    private final Map<String, Boolean> keys;

    /** Knows no key yet. */
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

    /** Whether the key is among them; makes it the most recent one if so. */
    public boolean contains(String key) {
        return keys.get(key) != null;
    }

    /** Adds a key; drops the one that was not used for longest if there are too many. */
    public void add(String key) {
        keys.put(key, true);
    }
}
