package io.wordtide.baseline;

import io.wordtide.snapshot.RecordSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes the settings of the models here by their names. */
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
}
