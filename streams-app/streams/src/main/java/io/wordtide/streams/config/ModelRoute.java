package io.wordtide.streams.config;

import io.wordtide.schema.Document;
import java.util.Locale;
import java.util.Optional;

/** Which model learns a document. Each model is one key of the bags topic, hence in one partition and one task. */
public enum ModelRoute {
    /** One model for all documents. */
    CONSTANT,
    /** One model for each source. */
    SOURCE,
    /** One model for each language. */
    LANGUAGE;

    /** The model id of a document; {@code fallback} if the document has no such field. */
    public String modelId(Document document, String fallback) {
        Optional<String> field = switch (this) {
            case CONSTANT -> Optional.empty();
            case SOURCE -> document.getSource();
            case LANGUAGE -> document.getLanguage();
        };
        return field.filter(id -> !id.isBlank()).orElse(fallback);
    }

    /** The record key of a word embedding: the term alone if there is only one model. */
    public String wordKey(String modelId, String term) {
        return this == CONSTANT ? term : modelId + "/" + term;
    }

    static ModelRoute named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
