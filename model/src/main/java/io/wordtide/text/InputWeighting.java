package io.wordtide.text;

/** How much each word of a document counts in what the inference network reads. */
@FunctionalInterface
public interface InputWeighting {

    /**
     * The weights of a document's words.
     *
     * @return one weight for each of {@link DocumentCounts#rows}, in their order, each at least 0; a new array
     */
    float[] weights(DocumentCounts document);
}
