package io.wordtide.streams.config;

import io.wordtide.schema.Document;
import io.wordtide.text.Language;
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

    /**
     * The model id of a document.
     *
     * @param language of the document, if it is known
     * @param fallback the id if the document has no source, or its language is unknown
     */
    public String modelId(Document document, Optional<Language> language, String fallback) {
        Optional<String> field = switch (this) {
            case CONSTANT -> Optional.empty();
            case SOURCE -> document.getSource();
            case LANGUAGE -> language.map(Language::code);
        };
        return field.filter(id -> !id.isBlank()).orElse(fallback);
    }

    /** The language of all documents of a model; empty if it has several, or their language is unknown. */
    public Optional<Language> language(String modelId) {
        return this == LANGUAGE ? Language.read(modelId) : Optional.empty();
    }

    /** The record key of a word embedding: the term alone if there is only one model. */
    public String wordKey(String modelId, String term) {
        return this == CONSTANT ? term : modelId + "/" + term;
    }

    static ModelRoute named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
