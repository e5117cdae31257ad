package io.wordtide.text;

/** How much each word of a document counts in what the inference network reads. */
@FunctionalInterface
public interface InputWeighting {

    /**
     * The weights of a document's words.
     *
     * @return one weight for each of {@link #rows}, in their order, each at least 0; a new array
     */
    float[] weights(DocumentCounts document);

    /** The inputs that the weights are for: the document's rows, unless there are inputs beside the words. */
    default int[] rows(DocumentCounts document) {
        return document.rows();
    }

    /** Inputs beside the rows of the vocabulary, numbered after them. */
    default int extraInputs() {
        return 0;
    }
}
