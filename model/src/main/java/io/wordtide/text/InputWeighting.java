package io.wordtide.text;

/** How much each word of a document counts in the input of the inference network. */
@FunctionalInterface
public interface InputWeighting {

    /**
     * The weights of a document's words.
     *
     * @return one weight for each of {@link #rows}, in their order, each at least 0; a new array
     */
    float[] weights(DocumentCounts document);

    /** The inputs that the weights belong to: the document's rows, and any inputs besides the words. */
    default int[] rows(DocumentCounts document) {
        return document.rows();
    }

    /** Number of inputs besides the rows of the vocabulary, numbered after them. */
    default int extraInputs() {
        return 0;
    }

    /** Memory it holds between two documents, an estimate, bytes. */
    default long memoryBytes() {
        return 0;
    }
}
