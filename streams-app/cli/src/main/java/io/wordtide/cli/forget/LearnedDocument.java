package io.wordtide.cli.forget;

/** A document in the journal of a model. */
public record LearnedDocument(String documentId, String modelId) {

    /** For a person. */
    @Override
    public String toString() {
        return documentId + " (model " + modelId + ")";
    }
}
