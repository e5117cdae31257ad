package io.wordtide.snapshot;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Describes settings that are records, possibly nested, as the configuration that a {@link StateFile} keeps, and checks
 * them. Stateless, thread-safe.
 */
public final class RecordSettings {

    private RecordSettings() {}

    /** Every component of a record by its name, in order; those of a record within it as {@code group.name}. */
    public static Map<String, String> describe(Record settings) {
        Map<String, String> values = new LinkedHashMap<>();
        describe("", settings, values);
        return values;
    }

    private static void describe(String prefix, Record settings, Map<String, String> values) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            String name = prefix + component.getName();
            Object value = value(component, settings);
            if (value instanceof Record group) {
                describe(name + ".", group, values);
            } else {
                values.put(name, String.valueOf(value));
            }
        }
    }

    private static Object value(RecordComponent component, Record settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected to read " + component.getName() + " of this record", e);
        }
    }

    /** @throws IllegalArgumentException if the value is less; the message names setting, range and value */
    public static void requireAtLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException("expected " + name + " of at least " + least + ", found " + value);
        }
    }

    /** @throws IllegalArgumentException if the value is less or not finite; the message names setting, range and value */
    public static void requireAtLeast(String name, double least, double value) {
        requireFinite(name, value);
        if (value < least) {
            throw new IllegalArgumentException("expected " + name + " of at least " + least + ", found " + value);
        }
    }

    /** @throws IllegalArgumentException if the value is not above 0 or not finite; the message names setting and value */
    public static void requirePositive(String name, double value) {
        requireFinite(name, value);
        if (value <= 0) {
            throw new IllegalArgumentException("expected " + name + " above 0, found " + value);
        }
    }

    /** @throws IllegalArgumentException if the value is out of range; the message names setting, range and value */
    public static void requireBetween(String name, double least, double most, double value) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "expected " + name + " from " + least + " to " + most + ", found " + value);
        }
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite " + name + ", found " + value);
        }
    }
}
