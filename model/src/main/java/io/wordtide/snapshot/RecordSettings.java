package io.wordtide.snapshot;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings that are records, as the configuration that a {@link StateFile} keeps. Stateless, thread-safe. */
public final class RecordSettings {

    private RecordSettings() {}

    /** Every component of a record by its name, in order. */
    public static Map<String, String> describe(Record settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            try {
                values.put(
                        component.getName(),
                        String.valueOf(component.getAccessor().invoke(settings)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("expected to read " + component.getName() + " of this record", e);
            }
        }
        return values;
    }
}
