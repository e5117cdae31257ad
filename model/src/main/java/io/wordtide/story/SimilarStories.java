package io.wordtide.story;

import org.jspecify.annotations.Nullable;

/**
 * Compares a document, or a story, with all stories. Scratch memory of a tracker: what is found holds until the next call.
 *
 * <p>Of two stories that are equally similar, the one in the lower slot is taken.
 */
final class SimilarStories {

    private static final double LEAST_SIMILARITY = 0.08;
    private static final double LEAST_VECTOR_COSINE = 0.1;
    private static final double LEAST_MERGING_COSINE = 0.35;
    private static final double SILENCE_HALF_LIFE_MS = 3.0 * 24 * 3600 * 1000;

    private final OpenStories stories;
    private final Postings postings;
    private final StoryProducts products = new StoryProducts();
    private double[] similarities = new double[64]; // by slot, of the document; times TermVector.UNIT
    private double highest; // of them
    private int similarCount; // stories with at least the least similarity

    SimilarStories(OpenStories stories, Postings postings) {
        this.stories = stories;
        this.postings = postings;
    }

    /** Computes the similarities of a document. */
    void compare(TermVector vector) {
        products.begin(stories.slotCount());
        postings.multiply(vector.terms(), vector.weights(), vector.terms().length, products);
        similarities = Growing.atLeast(similarities, products.slots());
        highest = 0;
        similarCount = 0;
        for (int slot = 0; slot < products.slots(); slot++) {
            double similarity = similarity(slot);
            similarities[slot] = similarity;
            highest = Math.max(highest, similarity);
            similarCount += similarity >= LEAST_SIMILARITY * TermVector.UNIT ? 1 : 0;
        }
    }

    /** Product of a vector with the unit vector of a story; 0 without a story. */
    private double similarity(int slot) {
        long product = products.of(slot);
        return product == 0 ? 0 : product / stories.in(slot).length();
    }

    /** The highest similarity of the document to a story, 0 to 1; 0 if there is none. */
    double highest() {
        return highest / TermVector.UNIT;
    }

    /** Whether the document is similar to two stories. */
    boolean isBetweenStories() {
        return similarCount > 1;
    }

    /**
     * The story that the document joins, if any.
     *
     * @param direction the document's vector, [K]
     * @param time when it was published, if known
     */
    @Nullable OpenStory mostSimilar(int[] direction, @Nullable Long time) {
        double least = LEAST_SIMILARITY * TermVector.UNIT;
        OpenStory best = null;
        for (int slot = 0; similarCount > 0 && slot < products.slots(); slot++) {
            if (similarities[slot] >= least) {
                OpenStory story = stories.in(slot);
                double decayed = similarities[slot] * decay(story.lastMs, time);
                boolean isBetter = decayed > least || (decayed == least && best == null);
                if (isBetter && story.cosine(direction) >= LEAST_VECTOR_COSINE) {
                    least = decayed;
                    best = story;
                }
            }
        }
        return best;
    }

    private static double decay(@Nullable Long last, @Nullable Long time) {
        return last == null || time == null || time <= last
                ? 1
                : StrictMath.pow(2, -((double) time - last) / SILENCE_HALF_LIFE_MS);
    }

    /** @param cosine of the sums of two stories */
    record Found(OpenStory story, double cosine) {}

    /**
     * The story whose sum is most similar to that of another one; null if none is similar enough to be the same.
     *
     * @param sums of the story, by term
     */
    @Nullable Found mostSimilar(OpenStory story, MarkingTerms sums) {
        products.begin(stories.slotCount());
        sums.multiply(postings, products);
        double most = LEAST_MERGING_COSINE * story.length();
        OpenStory best = null;
        for (int slot = 0; slot < products.slots(); slot++) {
            double similarity = slot == story.slot() ? 0 : similarity(slot);
            if (similarity > most) {
                most = similarity;
                best = stories.in(slot);
            }
        }
        return best == null ? null : new Found(best, most / story.length());
    }
}
