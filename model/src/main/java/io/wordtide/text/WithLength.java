package io.wordtide.text;

import java.util.Arrays;

/**
 * Adds the length of the document to another weighting, as one more input after those of the vocabulary: 1/4 log N_d.
 *
 * <p>Weights of unit length hide how long a document is, but its length determines how far its variational parameters
 * are from the prior's. The quarter makes the input of ten to a thousand tokens about as large as the others. As
 * thread-safe as the other weighting.
 *
 * @param words weighting of the words
 * @param vocabularySize V, rows
 */
public record WithLength(InputWeighting words, int vocabularySize) implements InputWeighting {

    private static final double SCALE = 0.25;

    @Override
    public float[] weights(DocumentCounts document) {
        float[] weights = words.weights(document);
        float[] all = Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = (float) (SCALE * Math.log(document.tokenCount()));
        return all;
    }

    @Override
    public int[] rows(DocumentCounts document) {
        int[] rows = words.rows(document);
        int[] all = Arrays.copyOf(rows, rows.length + 1);
        all[rows.length] = vocabularySize;
        return all;
    }

    @Override
    public int extraInputs() {
        return words.extraInputs() + 1;
    }

    @Override
    public long memoryBytes() {
        return words.memoryBytes();
    }
}
