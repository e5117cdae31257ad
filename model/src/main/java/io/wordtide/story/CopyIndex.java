package io.wordtide.story;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates among the documents of the window.
 *
 * <p>A document is filed under its {@value #FILED_TERMS} heaviest terms, and sought under its
 * {@value TermVector#MOST_HEAVIEST} heaviest ones. Documents that share the most of them are compared in full. Copies with
 * half of their words changed keep some of the heaviest, and rare terms have short lists, so this finds nearly what
 * comparing with all documents would, at a cost that does not grow with the window: see {@code docs/stories.md}. Derived
 * from the documents in the window. Not thread-safe.
 */
final class CopyIndex {

    /**
     * Least cosine of near-duplicates. Copies of Reuters documents with 10 to 50 % of their words replaced, cut or moved are
     * above it in 96 of 100 cases, other documents of the same topic in 1 of 100: docs/stories.md.
     */
    static final double LEAST_COSINE = 0.57;

    private static final int FILED_TERMS = 8;

    /** Documents of a term that are looked at, the newest first. */
    private static final int MOST_OF_TERM = 32;

    /** Documents that are compared in full. */
    private static final int MOST_COMPARED = 8;

    private final Map<Integer, Queue> documentsByTerm = new HashMap<>();

    void add(WindowDocument document) {
        TermVector vector = document.vector();
        for (int i = 0; i < Math.min(FILED_TERMS, vector.heaviest().length); i++) {
            documentsByTerm
                    .computeIfAbsent(vector.terms()[vector.heaviest()[i]], term -> new Queue())
                    .add(document);
        }
    }

    /** Removes the oldest document. */
    void removeOldest(WindowDocument oldest) {
        TermVector vector = oldest.vector();
        for (int i = 0; i < Math.min(FILED_TERMS, vector.heaviest().length); i++) {
            int term = vector.terms()[vector.heaviest()[i]];
            Queue documents = documentsByTerm.get(term);
            if (documents != null && documents.removeFirst() == 0) {
                documentsByTerm.remove(term);
            }
        }
    }

    /** The most similar document that this one may be a copy of; null if there is none. */
    @Nullable WindowDocument nearest(TermVector vector, long search) {
        WindowDocument[] most = new WindowDocument[MOST_COMPARED];
        for (int position : vector.heaviest()) {
            Queue documents = documentsByTerm.get(vector.terms()[position]);
            if (documents != null) {
                documents.countInto(most, search);
            }
        }
        WindowDocument nearest = null;
        double highest = LEAST_COSINE;
        for (WindowDocument candidate : most) {
            double cosine = candidate == null ? 0 : candidate.vector().cosine(vector);
            if (cosine > highest) {
                highest = cosine;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Documents of one term, the oldest first. */
    private static final class Queue {

        private WindowDocument[] documents = new WindowDocument[2];
        private int start;
        private int end;

        void add(WindowDocument document) {
            if (end == documents.length) {
                WindowDocument[] room = start > end / 2 ? documents : Growing.atLeast(documents, end + 1);
                System.arraycopy(documents, start, room, 0, end - start);
                end -= start;
                start = 0;
                documents = room;
                Arrays.fill(documents, end, documents.length, null);
            }
            documents[end++] = document;
        }

        @SuppressWarnings("NullAway")
        int removeFirst() {
            documents[start++] = null;
            return end - start;
        }

        /** Counts the terms that each document shares, and keeps those with the most. */
        void countInto(WindowDocument[] most, long search) {
            for (int i = end - 1; i >= Math.max(start, end - MOST_OF_TERM); i--) {
                WindowDocument document = documents[i];
                int shared = document.share(search);
                insert(most, document, shared, search);
            }
        }

        private static void insert(WindowDocument[] most, WindowDocument document, int shared, long search) {
            int at = 0;
            while (at < most.length && most[at] != null && most[at] != document && most[at].shared(search) >= shared) {
                at++;
            }
            WindowDocument moved = document;
            while (at < most.length && moved != null) {
                WindowDocument next = most[at];
                most[at++] = moved;
                moved = next == document ? null : next;
            }
        }
    }
}
