package io.wordtide.learn;

import java.util.List;

/**
 * A direction of the reference space that few words point along, named by them.
 *
 * @param words those that point along it most, the first most of all, as the stream writes them; at most five
 * @param share of the sum of the words' squared loadings, 0 to 1: how much of what tells words apart lies along it
 */
public record Dimension(List<String> words, double share) {

    public Dimension {
        words = List.copyOf(words);
    }
}
