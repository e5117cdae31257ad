package io.wordtide.learn;

import io.wordtide.snapshot.StateVisitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The arrays of a learner's state by name, to inspect and to damage; those of fixed length are not copied. */
final class LiveArrays implements StateVisitor {

    private final Map<String, float[]> floatsByName = new HashMap<>();
    private final Map<String, double[]> doublesByName = new HashMap<>();
    private final Map<String, int[]> intsByName = new HashMap<>();

    private LiveArrays() {}

    /** The array of that name that the learner itself uses. */
    static float[] of(OnlineLearner learner, String name) {
        LiveArrays arrays = new LiveArrays();
        learner.visitState(arrays);
        return Objects.requireNonNull(arrays.floatsByName.get(name), name);
    }

    /** The names of all arrays of floats whose length the configuration fixes, in order. */
    static List<String> names(OnlineLearner learner) {
        LiveArrays arrays = new LiveArrays();
        learner.visitState(arrays);
        return arrays.floatsByName.keySet().stream().sorted().toList();
    }

    /** As {@link #of}, for doubles. */
    static double[] doublesOf(OnlineLearner learner, String name) {
        LiveArrays arrays = new LiveArrays();
        learner.visitState(arrays);
        return Objects.requireNonNull(arrays.doublesByName.get(name), name);
    }

    /** A copy of an array of integers. */
    static int[] intsOf(OnlineLearner learner, String name) {
        LiveArrays arrays = new LiveArrays();
        learner.visitState(arrays);
        return Objects.requireNonNull(arrays.intsByName.get(name), name);
    }

    @Override
    public void floats(String name, float[] values) {
        floatsByName.put(name, values);
    }

    @Override
    public void doubles(String name, double[] values) {
        doublesByName.put(name, values);
    }

    @Override
    public int[] ints(String name, int[] values) {
        intsByName.put(name, values);
        return values;
    }
}
