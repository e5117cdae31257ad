package io.wordtide.streams.config;

import io.wordtide.schema.Document;
import java.util.Locale;
import java.util.Optional;

/** Which model a document teaches: one model is one key of the bags topic, hence one partition and one task. */
public enum ModelRoute {
    /** All documents teach one model. */
    CONSTANT,
    /** One model for each source. */
    SOURCE,
    /** One model for each language. */
    LANGUAGE;

    /** The model id of a document; {@code fallback} when the document does not say. */
    public String modelId(Document document, String fallback) {
        Optional<String> field = switch (this) {
            case CONSTANT -> Optional.empty();
            case SOURCE -> document.getSource();
            case LANGUAGE -> document.getLanguage();
        };
        return field.filter(id -> !id.isBlank()).orElse(fallback);
    }

    /** The key of a word embedding: the bare term when there is one model only. */
    public String wordKey(String modelId, String term) {
        return this == CONSTANT ? term : modelId + "/" + term;
    }

    static ModelRoute named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
