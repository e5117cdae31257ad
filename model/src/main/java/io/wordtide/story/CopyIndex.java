package io.wordtide.story;

import io.wordtide.linalg.Largest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates among the documents of the window.
 *
 * <p>A document is filed under its {@value TermVector#MOST_HEAVIEST} heaviest terms, and sought under the same number of
 * its own. The {@value #MOST_COMPARED} documents that share the most of them are compared in full. Copies with half of
 * their words changed keep some of the heaviest, and rare terms have short lists, so this finds nearly what comparing with
 * all documents would, at a cost that does not grow with the window ({@code docs/stories.md} has the recall). Derived from
 * the documents in the window. Not thread-safe.
 */
final class CopyIndex {

    /**
     * Least cosine of near-duplicates that were published within {@value #SOON_DAYS} days or have no times. After
     * {@value #LATE_DAYS} days it takes {@link #LATE_COSINE}, between them what lies in between: copies follow soon, and what
     * is only similar a week later fills in the same form again.
     */
    static final double LEAST_COSINE = 0.44;

    static final double LATE_COSINE = 0.9;

    private static final double SOON_DAYS = 3;
    private static final double LATE_DAYS = 7;
    private static final double DAY_MS = 24.0 * 3600 * 1000;

    /** Documents of a term that are looked at, the newest first. */
    private static final int MOST_OF_TERM = 32;

    /** Documents that are compared in full. */
    private static final int MOST_COMPARED = 8;

    private static final int LEAST_ROOM = 64;

    private @Nullable Queue[] queueByTerm = new @Nullable Queue[LEAST_ROOM];

    /** The documents by the lowest bits of their numbers, which follow each other. */
    private @Nullable WindowDocument[] documents = new @Nullable WindowDocument[LEAST_ROOM];

    /** For each place in {@code documents} how many terms are shared in the current search. */
    private int[] sharedCounts = new int[LEAST_ROOM];

    private final int[] touched = new int[TermVector.MOST_HEAVIEST * MOST_OF_TERM];

    private final WeightsByTerm sought = new WeightsByTerm();
    private double nearestCosine;

    void add(WindowDocument document) {
        while (documents[place(document.number())] != null) {
            grow();
        }
        documents[place(document.number())] = document;
        TermVector vector = document.vector();
        sought.makeRoom(vector.terms());
        for (int position : vector.heaviest()) {
            int term = vector.terms()[position];
            queueByTerm = Growing.atLeast(queueByTerm, term + 1);
            Queue queue = queueByTerm[term];
            if (queue == null) {
                queue = new Queue();
                queueByTerm[term] = queue;
            }
            queue.add((int) document.number());
        }
    }

    private int place(long number) {
        return (int) number & (documents.length - 1);
    }

    private void grow() {
        @Nullable WindowDocument[] before = documents;
        documents = new @Nullable WindowDocument[2 * before.length];
        sharedCounts = new int[documents.length];
        for (WindowDocument document : before) {
            if (document != null) {
                documents[place(document.number())] = document;
            }
        }
    }

    /** Removes the oldest document. */
    void removeOldest(WindowDocument oldest) {
        documents[place(oldest.number())] = null;
        TermVector vector = oldest.vector();
        for (int position : vector.heaviest()) {
            int term = vector.terms()[position];
            Queue queue = queueByTerm[term];
            if (queue != null && queue.removeFirst() == 0) {
                queueByTerm[term] = null;
            }
        }
    }

    /**
     * The most similar document that one may be a copy of; null if there is none.
     *
     * @param timeMs when the one was published, if known
     */
    @Nullable WindowDocument nearest(TermVector vector, @Nullable Long timeMs) {
        WindowDocument nearest = null;
        double highest = 0;
        sought.set(vector);
        int touchedCount = count(vector);
        // those that share the most terms, of equal ones those that were found first
        for (int found : Largest.positions(touchedCount, MOST_COMPARED, i -> sharedCounts[touched[i]])) {
            WindowDocument candidate = documents[touched[found]];
            if (candidate != null) {
                double cosine = sought.cosine(candidate.vector());
                if (cosine >= LEAST_COSINE
                        && cosine > highest
                        && cosine >= leastCosine(candidate.publishedAtMs(), timeMs)) {
                    highest = cosine;
                    nearest = candidate;
                }
            }
        }
        for (int i = 0; i < touchedCount; i++) {
            sharedCounts[touched[i]] = 0;
        }
        nearestCosine = highest;
        return nearest;
    }

    /** Cosine with the document that was found last, 0 if there was none. */
    double nearestCosine() {
        return nearestCosine;
    }

    /** Counts for each document the terms that it shares; returns how many places were touched. */
    private int count(TermVector vector) {
        int touchedCount = 0;
        for (int position : vector.heaviest()) {
            int term = vector.terms()[position];
            Queue queue = term < queueByTerm.length ? queueByTerm[term] : null;
            if (queue != null) {
                for (int i = queue.end - 1; i >= Math.max(queue.start, queue.end - MOST_OF_TERM); i--) {
                    int place = place(queue.numbers[i]);
                    if (sharedCounts[place]++ == 0) {
                        touched[touchedCount++] = place;
                    }
                }
            }
        }
        return touchedCount;
    }

    private static double leastCosine(@Nullable Long one, @Nullable Long other) {
        double days = one == null || other == null ? 0 : Math.abs((double) one - other) / DAY_MS;
        double share = Math.max(0, Math.min(1, (days - SOON_DAYS) / (LATE_DAYS - SOON_DAYS)));
        return LEAST_COSINE + share * (LATE_COSINE - LEAST_COSINE);
    }

    /** Numbers of the documents of one term, the oldest first. */
    private static final class Queue {

        private int[] numbers = new int[2];
        private int start;
        private int end;

        void add(int number) {
            if (end == numbers.length) {
                int length = end - start;
                numbers = Arrays.copyOfRange(numbers, start, start + Math.max(numbers.length, length * 3 / 2 + 1));
                start = 0;
                end = length;
            }
            numbers[end++] = number;
        }

        /** Returns how many are left. */
        int removeFirst() {
            start++;
            return end - start;
        }
    }
}
