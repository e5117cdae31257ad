package io.wordtide.streams.config;

import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * Bounds on the models of an instance.
 *
 * @param memoryBytes memory that all awake models of the process may take together, bytes
 * @param maximum models of a task
 * @param beyond what happens to documents of further models
 */
public record ModelsSettings(long memoryBytes, int maximum, Beyond beyond) {

    /** Share of the heap that awake models take if nothing is configured. */
    static final int SHARE_OF_HEAP = 4;

    /** What happens to documents of models beyond the maximum. */
    public enum Beyond {
        /** They become dead letters. */
        DEAD_LETTER,
        /** The task's default model learns them. */
        DEFAULT_MODEL
    }

    static ModelsSettings of(AbstractConfig config) {
        long configured = config.getLong(WordtideKeys.MODELS_MEMORY);
        return new ModelsSettings(
                configured > 0 ? configured : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP,
                config.getInt(WordtideKeys.MODELS_MAXIMUM),
                Beyond.valueOf(config.getString(WordtideKeys.MODELS_BEYOND)
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')));
    }

    /** Memory that all views of models for HTTP may take together, bytes: half as much again. */
    public long viewBytes() {
        return memoryBytes / 2;
    }
}
