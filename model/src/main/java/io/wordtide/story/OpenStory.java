package io.wordtide.story;

import io.wordtide.story.Story.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A story that has documents in the window. Not thread-safe. */
final class OpenStory {

    static final int MOST_MEMBERS = 20;
    static final int MOST_SOURCES = 20;

    /** Growth of a story, as a factor, after which it is published again and compared with the others. */
    private static final double WORTH_ANOTHER_LOOK = 1.25;

    /** Documents from which on a story keeps their sum by term: adding them up each time would take longer. */
    private static final int LARGE = 256;

    /** Documents below which it no longer does. */
    private static final int SMALL = 128;

    private final int slot;
    private final long id;
    private final String firstDocument;
    private final long firstNumber;
    private final List<WindowDocument> documents = new ArrayList<>(1); // in the order of the stream
    private final long[] direction; // [K], sum of those of its documents
    private long squaredLength;
    private double length; // its square root, for the many comparisons between two changes
    private @Nullable VectorSum sum; // of a large story

    long documentCount;

    @Nullable Long firstMs;

    @Nullable Long lastMs;

    boolean born;
    boolean takenOff;
    boolean changed;
    long publishedCount; // documentCount when it was last published
    long comparedCount = 1; // documentCount when it was last compared; the first document has been
    int recentCount;
    int previousCount;

    /** @param firstNumber number of its first document */
    OpenStory(int slot, long id, String firstDocument, long firstNumber, int latentSize) {
        this.slot = slot;
        this.id = id;
        this.firstDocument = firstDocument;
        this.firstNumber = firstNumber;
        this.direction = new long[latentSize];
    }

    int slot() {
        return slot;
    }

    long id() {
        return id;
    }

    String name() {
        return Long.toString(id);
    }

    String firstDocument() {
        return firstDocument;
    }

    long firstNumber() {
        return firstNumber;
    }

    /** Its documents in the window, in the order of the stream. */
    List<WindowDocument> documents() {
        return documents;
    }

    double length() {
        return length;
    }

    /** The sum of its documents, if it is large enough to keep it. */
    @Nullable VectorSum sum() {
        return sum;
    }

    /** Memory of that sum, bytes. */
    long sumBytes() {
        return sum == null ? 0 : sum.memoryBytes();
    }

    /** Takes a document up that is newer than its own. */
    void add(WindowDocument document, Postings postings) {
        documents.add(document);
        add(document, postings, 1);
        if (sum == null && documents.size() >= LARGE) {
            sum = VectorSum.of(documents);
        }
    }

    private void add(WindowDocument document, Postings postings, int sign) {
        squaredLength += postings.add(slot, document.vector(), sign);
        length = Math.sqrt((double) squaredLength);
        int[] added = document.direction(); // [K]
        for (int k = 0; k < direction.length; k++) {
            direction[k] += (long) sign * added[k];
        }
        if (sum != null) {
            sum.add(document.vector(), sign);
        }
    }

    /** Counts a document that has been added. */
    void count(WindowDocument document) {
        documentCount++;
        changed = true;
        Long time = document.publishedAtMs();
        if (time != null) {
            widen(time, time);
        }
    }

    private void widen(@Nullable Long earliest, @Nullable Long latest) {
        if (earliest != null && (firstMs == null || earliest < firstMs)) {
            firstMs = earliest;
        }
        if (latest != null && (lastMs == null || latest > lastMs)) {
            lastMs = latest;
        }
    }

    void remove(WindowDocument document, Postings postings) {
        documents.remove(document.number() == documents.get(0).number() ? 0 : documents.indexOf(document));
        add(document, postings, -1);
        sum = documents.size() < SMALL ? null : sum;
    }

    /** Takes over all documents of another story. */
    void absorb(OpenStory other, Postings postings) {
        for (WindowDocument document : List.copyOf(other.documents)) {
            other.remove(document, postings);
            add(document, postings);
            document.moveTo(this);
        }
        documents.sort(Comparator.comparingLong(WindowDocument::number));
        documentCount += other.documentCount;
        widen(other.firstMs, other.lastMs);
        recentCount += other.recentCount;
        previousCount += other.previousCount;
        born |= other.born;
        changed = true;
    }

    void forgetRecent() {
        recentCount = 0;
        previousCount = 0;
    }

    /** Cosine of a document's vector and the sum of the story's, -1 to 1. */
    double cosine(int[] vector) {
        long dot = 0;
        double squaredSum = 0;
        long squared = 0;
        for (int k = 0; k < vector.length; k++) {
            dot += vector[k] * direction[k];
            squaredSum += (double) direction[k] * direction[k];
            squared += (long) vector[k] * vector[k];
        }
        double lengths = Math.sqrt(squaredSum) * Math.sqrt((double) squared);
        return lengths == 0 ? 0 : dot / lengths;
    }

    boolean isWorthComparing() {
        return documentCount >= WORTH_ANOTHER_LOOK * comparedCount;
    }

    boolean isWorthPublishing() {
        return changed && documentCount >= WORTH_ANOTHER_LOOK * publishedCount;
    }

    /**
     * The story as it is now.
     *
     * @param terms the words that mark it
     * @param recentSince number of the first document of the newest tenth of the window
     */
    Story view(List<String> terms, long recentSince) {
        return new Story(
                name(),
                Phase.of(firstNumber >= recentSince, recentCount, previousCount),
                firstDocument,
                documentCount,
                recentCount,
                previousCount,
                (int) documents.stream()
                        .filter(document -> document.duplicateOf() != null)
                        .count(),
                Optional.ofNullable(firstMs),
                Optional.ofNullable(lastMs),
                terms,
                Map.of(),
                sources(),
                members());
    }

    private List<String> sources() {
        TreeSet<String> sources = new TreeSet<>();
        documents.stream().map(WindowDocument::source).filter(Objects::nonNull).forEach(sources::add);
        return sources.stream().limit(MOST_SOURCES).toList();
    }

    private List<Story.Member> members() {
        List<Story.Member> newest = new ArrayList<>();
        for (int i = documents.size() - 1; i >= 0 && newest.size() < MOST_MEMBERS; i--) {
            newest.add(documents.get(i).member());
        }
        return newest;
    }
}
