package io.wordtide.learn;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The presets in test sizes, and variations of any configuration by setting name. */
public final class TinyConfigs {

    private TinyConfigs() {}

    /** {@link LearnerConfig#stream} with K = 4, mini-batches of 8, 12 hidden units and a replay of 20 documents. */
    public static LearnerConfig stream() {
        return vary(
                LearnerConfig.stream(),
                Map.of("latentSize", 4, "batchSize", 8, "inference.hiddenSize", 12, "inference.replayDocuments", 20));
    }

    /** {@link LearnerConfig#streamDeep} in the sizes of {@link #stream}, with 5 units beside the skip. */
    public static LearnerConfig streamDeep() {
        return vary(stream(), Map.of("decoder.kind", LearnerConfig.DecoderKind.SKIP, "decoder.hiddenSize", 5));
    }

    /** {@link LearnerConfig#paper} with K = 4, mini-batches of 8, 12 hidden units and 5 steps of refinement. */
    public static LearnerConfig paper() {
        return vary(
                LearnerConfig.paper(),
                Map.of(
                        "latentSize", 4,
                        "batchSize", 8,
                        "decoder.hiddenSize", 12,
                        "inference.hiddenSize", 12,
                        "refinement.steps", 5));
    }

    /** {@link #paper} with 3 steps in the Fisher metric. */
    public static LearnerConfig fisher() {
        return vary(paper(), Map.of("refinement.refiner", LearnerConfig.RefinerKind.FISHER, "refinement.steps", 3));
    }

    /** The configuration with other values for the settings of these names, as in {@link LearnerConfig#describe}. */
    public static LearnerConfig vary(LearnerConfig config, Map<String, Object> changes) {
        Set<String> unknown = new HashSet<>(changes.keySet());
        unknown.removeAll(config.describe().keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected names among " + config.describe().keySet() + ", found " + unknown + "; change the test");
        }
        return (LearnerConfig) vary("", config, changes);
    }

    private static Record vary(String prefix, Record settings, Map<String, Object> changes) {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            for (int i = 0; i < components.length; i++) {
                String name = prefix + components[i].getName();
                Object value = components[i].getAccessor().invoke(settings);
                values[i] = value instanceof Record group
                        ? vary(name + ".", group, changes)
                        : changes.getOrDefault(name, value);
            }
            return settings.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
