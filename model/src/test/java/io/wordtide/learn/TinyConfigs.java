package io.wordtide.learn;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The presets in sizes for a test, and variations of any configuration by the names of its components. */
public final class TinyConfigs {

    private TinyConfigs() {}

    /** {@link LearnerConfig#stream} with K = 4, mini-batches of 8, 12 hidden units and a replay of 20 documents. */
    public static LearnerConfig stream() {
        return vary(
                LearnerConfig.stream(),
                Map.of("latentSize", 4, "batchSize", 8, "inferenceHiddenSize", 12, "replayDocuments", 20));
    }

    /** {@link LearnerConfig#paper} with K = 4, mini-batches of 8, 12 hidden units and 5 steps of refinement. */
    public static LearnerConfig paper() {
        return vary(
                LearnerConfig.paper(),
                Map.of(
                        "latentSize", 4,
                        "batchSize", 8,
                        "decoderHiddenSize", 12,
                        "inferenceHiddenSize", 12,
                        "refinementSteps", 5));
    }

    /** {@link #paper} with 3 steps in the Fisher metric. */
    public static LearnerConfig fisher() {
        return vary(paper(), Map.of("refiner", LearnerConfig.RefinerKind.FISHER, "refinementSteps", 3));
    }

    /** The configuration with other values of the named components. */
    public static LearnerConfig vary(LearnerConfig config, Map<String, Object> changes) {
        RecordComponent[] components = LearnerConfig.class.getRecordComponents();
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent component : components) {
                values.put(component.getName(), component.getAccessor().invoke(config));
            }
            if (!values.keySet().containsAll(changes.keySet())) {
                throw new IllegalArgumentException("expected names among " + values.keySet() + ", found " + changes);
            }
            values.putAll(changes);
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return LearnerConfig.class
                    .getDeclaredConstructor(types)
                    .newInstance(values.values().toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
