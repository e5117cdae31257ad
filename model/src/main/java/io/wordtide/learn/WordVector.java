package io.wordtide.learn;

import java.util.OptionalDouble;

/**
 * A word and its Jacobian vector, as it is published.
 *
 * @param term the word
 * @param surface how the stream writes it most often
 * @param documentFrequency documents seen that contain it
 * @param vector [K], a row of J
 * @param cosineDrift 1 - cosine to the vector published before, 0 to 2; empty the first time
 */
public record WordVector(
        String term, String surface, long documentFrequency, float[] vector, OptionalDouble cosineDrift) {}
