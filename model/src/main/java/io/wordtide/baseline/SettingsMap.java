package io.wordtide.baseline;

import io.wordtide.snapshot.RecordSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the settings of the models here have in common: to be told by their names, and to be checked. */
final class SettingsMap {

    private SettingsMap() {}

    /** Every component of a record by its name, in order, after the kind of model and the size of its vocabulary. */
    static Map<String, String> of(String model, int vocabularySize, Record settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model", model);
        values.put("vocabularySize", String.valueOf(vocabularySize));
        values.putAll(RecordSettings.describe(settings));
        return values;
    }

    static void requireAtLeast(String name, double least, double value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException("expected " + name + " of at least " + least + ", found " + value);
        }
    }
}
