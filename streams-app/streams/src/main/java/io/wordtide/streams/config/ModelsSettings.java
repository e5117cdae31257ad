package io.wordtide.streams.config;

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
        /** The task's default model learns them. */
        DEFAULT_MODEL,
        /** They become dead letters. */
        DEAD_LETTER
    }

    static ModelsSettings of(AbstractConfig config) {
        long configured = config.getLong(WordtideKeys.MODELS_MEMORY);
        return new ModelsSettings(
                configured > 0 ? configured : Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP,
                config.getInt(WordtideKeys.MODELS_MAXIMUM),
                LearnerKeys.choice(Beyond.class, config.getString(WordtideKeys.MODELS_BEYOND)));
    }

    /** Memory that all views of models for HTTP may take together, bytes: half as much again. */
    public long viewBytes() {
        return memoryBytes / 2;
    }
}
