package io.wordtide.learn;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up stream of two topics that share no word: a document is 20 tokens, each one of the 10 words of its topic
 * with the same probability. A model that does not know the topics has a perplexity of 20; one that does has 10, plus a
 * little for inferring which topic it is.
 */
public final class TwoTopics {

    private static final int WORDS_PER_TOPIC = 10;
    private static final int TOKEN_COUNT = 20;

    private TwoTopics() {}

    /** Mini-batches of one size. */
    public static List<List<BagOfWords>> miniBatches(long seed, int count, int batchSize) {
        Random random = new Random(seed);
        List<List<BagOfWords>> miniBatches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            miniBatches.add(IntStream.range(0, batchSize)
                    .mapToObj(d -> document(random.nextBoolean() ? "a" : "b", random))
                    .toList());
        }
        return miniBatches;
    }

    private static BagOfWords document(String topic, Random random) {
        return Bags.of(random.ints(TOKEN_COUNT, 0, WORDS_PER_TOPIC)
                .mapToObj(number -> topic + number)
                .collect(Collectors.joining(" ")));
    }

    /** All 20 words: a0 to a9, b0 to b9. */
    public static Vocabulary vocabulary() {
        return Vocabulary.fixed(IntStream.range(0, 2 * WORDS_PER_TOPIC)
                .mapToObj(i -> (i < WORDS_PER_TOPIC ? "a" : "b") + i % WORDS_PER_TOPIC)
                .toList());
    }
}
