package io.wordtide.dlgm;

import java.util.List;

/**
 * The network from z to h(z) of a {@link GenerativeModel}.
 *
 * @param latentSize K
 * @param hiddenSizes widths of the relu layers, empty for the log-linear model
 * @param skips whether z itself is the first part of h(z), beside the output of the one relu layer
 */
public record DecoderShape(int latentSize, List<Integer> hiddenSizes, boolean skips) {

    /** @throws IllegalArgumentException if there is a skip beside no layer, or beside several */
    public DecoderShape {
        if (skips && hiddenSizes.size() != 1) {
            throw new IllegalArgumentException(
                    "expected one hidden layer beside the skip from z to the logits, found " + hiddenSizes.size());
        }
        hiddenSizes = List.copyOf(hiddenSizes);
    }
}
