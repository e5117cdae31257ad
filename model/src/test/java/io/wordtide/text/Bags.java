package io.wordtide.text;

import java.util.Random;
import java.util.TreeMap;

/** Bags of words for tests: written out, or drawn. */
public final class Bags {

    private Bags() {}

    /** The bag of words separated by single spaces. */
    public static BagOfWords of(String words) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        for (String word : words.split(" ", -1)) {
            countByTerm.merge(word, 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }

    /** A bag of 1 to 40 tokens from the words w0 to w99, where low numbers are frequent. */
    public static BagOfWords random(Random random) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        int tokenCount = 1 + random.nextInt(40);
        for (int i = 0; i < tokenCount; i++) {
            int rank = (int) (100 * Math.pow(random.nextDouble(), 3));
            countByTerm.merge("w" + rank, 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }
}
