package io.wordtide.story;

import io.wordtide.snapshot.StateVisitor;
import io.wordtide.story.SimilarStories.Found;
import io.wordtide.story.StoryReport.TrackedDocument;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Groups the documents of a stream into stories, in one pass and in bounded memory: the newest documents form a window,
 * and a story lives as long as one of its documents is in it.
 *
 * <p>A document joins the story that is most similar to it, or begins a new one:
 *
 * <pre>
 * similarity(d, s) = cosine(tfidf_d, sum over documents of s of tfidf) · 2^(-silence / 3 days)   at least 0.08,
 * and cosine(mean_d, sum over documents of s of mean) at least 0.1
 * </pre>
 *
 * <p>where silence is the time from the latest document of the story to this one, 0 if one of them has no time. Whenever a
 * story has grown by a quarter, it is compared with the others, and two whose sums of tf-idf have a cosine of at least 0.35
 * are merged: what began as two threads turns out to be one. Not unless the documents of both together resemble their sum
 * 1.5 times as much as all documents of the window resemble theirs, or 1.3 times and 0.95 times as much as before: the sums
 * of large stories resemble each other because they resemble everything. Everything follows from the documents and their order, never
 * from the clock; all sums are whole numbers, so that the bits do not depend on what has passed through the window.
 *
 * <p>A story is born when it reaches the minimum number of documents, and only then published. It takes off when the newest
 * tenth of the window has at least {@value #LEAST_TAKING_OFF} of its documents and three times as many as the tenth before.
 *
 * <p>See: J. Allan, R. Papka, V. Lavrenko, "On-line new event detection and tracking", SIGIR 1998 (single pass, time
 * decay); S. Petrović, M. Osborne, V. Lavrenko, "Streaming first story detection", NAACL 2010 (novelty). Deviations:
 * merging, and a learned vector as a second opinion; docs/stories.md has measurements. Not thread-safe.
 */
public final class StoryTracker {

    private static final double COHERENT = 1.5; // relative to the window
    private static final double RATHER_COHERENT = 1.3;
    private static final double LEAST_KEPT_COHERENCE = 0.95;
    private static final int PARTS_OF_WINDOW = 10;
    private static final int LEAST_TAKING_OFF = 5;
    private static final int TAKING_OFF_FACTOR = 3;

    private int window;
    private int minimumDocuments = 1;
    private final TermTable terms = new TermTable();
    private final ArrayDeque<WindowDocument> documents = new ArrayDeque<>(); // the oldest first
    private final OpenStories stories = new OpenStories();
    private final Postings postings = new Postings();
    private final VectorSum all = new VectorSum();
    private final CopyIndex copies = new CopyIndex();
    private final SimilarStories similar = new SimilarStories(stories, postings);
    private final MarkingTerms marking = new MarkingTerms(terms);
    private final ArrayDeque<WindowDocument> recent = new ArrayDeque<>(); // newest tenth
    private final ArrayDeque<WindowDocument> previous = new ArrayDeque<>(); // tenth before
    private long nextNumber;
    private long nextStory = 1;
    private long documentBytes;
    private List<String> ended = new ArrayList<>();

    /**
     * Sets the bounds, also of a tracker that has been restored; the oldest documents beyond the window leave it. A new
     * tracker has no window and tracks nothing.
     *
     * @param newWindow documents, 0 to track nothing and keep nothing, at most 50,000: beyond, sums could overflow
     * @param newMinimum documents of a story that is published, at least 1
     */
    public void setBounds(int newWindow, int newMinimum) {
        window = newWindow;
        minimumDocuments = newMinimum;
        while (documents.size() > window) {
            removeOldest();
        }
        countRecent();
    }

    /** Divides the newest documents into those of the newest tenth of the window and of the one before. */
    private void countRecent() {
        recent.clear();
        previous.clear();
        stories.stream().forEach(OpenStory::forgetRecent);
        List<WindowDocument> all = List.copyOf(documents);
        int recentStart = Math.max(0, all.size() - part());
        int previousStart = Math.max(0, recentStart - part());
        previous.addAll(all.subList(previousStart, recentStart));
        recent.addAll(all.subList(recentStart, all.size()));
        previous.forEach(document -> document.story().previousCount++);
        recent.forEach(document -> document.story().recentCount++);
    }

    /**
     * Takes up the documents of a mini-batch, in the order of the stream.
     *
     * @param frequencies which have counted them
     * @param publishAll whether all changed stories are reported, rather than those that have grown by a quarter
     */
    public StoryReport track(List<StoryDocument> miniBatch, DocumentFrequencies frequencies, boolean publishAll) {
        if (window == 0) {
            return StoryReport.NOTHING;
        }
        List<TrackedDocument> tracked = new ArrayList<>(miniBatch.size());
        for (StoryDocument document : miniBatch) {
            tracked.add(track(document, frequencies));
        }
        return report(tracked, publishAll);
    }

    private TrackedDocument track(StoryDocument document, DocumentFrequencies frequencies) {
        while (documents.size() >= window) {
            removeOldest();
        }
        TermVector vector = TermVector.of(document.bag(), frequencies, terms);
        int[] direction = WindowDocument.direction(document.mean());
        Long time = document.publishedAtMs().orElse(null);
        WindowDocument nearest = copies.nearest(vector, time);
        String original = nearest == null ? null : Objects.requireNonNullElse(nearest.duplicateOf(), nearest.id());
        similar.compare(vector);
        double novelty = 1 - Math.min(1, Math.max(similar.highest(), copies.nearestCosine()));
        OpenStory story = nearest == null ? similar.mostSimilar(direction, time) : nearest.story();
        if (story == null) {
            story = begin(document.id(), direction.length);
        }
        WindowDocument added = new WindowDocument(
                nextNumber++, document.id(), document.source().orElse(null), time, vector, direction, original, story);
        documents.add(added);
        all.add(vector, 1);
        documentBytes += added.memoryBytes();
        copies.add(added);
        story.add(added, postings);
        story.count(added);
        advance(added);
        TrackedDocument result =
                new TrackedDocument(document.id(), story.name(), Optional.ofNullable(original), novelty);
        if (similar.isBetweenStories() && story.isWorthComparing()) {
            mergeInto(story);
        }
        return result;
    }

    private OpenStory begin(String firstDocument, int latentSize) {
        OpenStory story = new OpenStory(stories.lowestFreeSlot(), nextStory++, firstDocument, nextNumber, latentSize);
        stories.put(story);
        return story;
    }

    /** Merges the story with the most similar one, if they are similar enough; the larger one continues. */
    private void mergeInto(OpenStory story) {
        story.comparedCount = story.documentCount;
        Found found = similar.mostSimilar(story, marking.sum(story));
        if (found != null && areOne(story, found.story(), found.cosine())) {
            OpenStory best = found.story();
            boolean isLarger = story.documentCount > best.documentCount
                    || (story.documentCount == best.documentCount && story.id() < best.id());
            OpenStory larger = isLarger ? story : best;
            OpenStory smaller = isLarger ? best : story;
            larger.absorb(smaller, postings);
            end(smaller);
        }
    }

    /** @param cosine of the stories' sums */
    private boolean areOne(OpenStory first, OpenStory second, double cosine) {
        double together = coherence(first, second, cosine) / all.coherence();
        double apart = coherence(first, second, 1) / all.coherence();
        return together >= COHERENT || (together >= RATHER_COHERENT && together >= LEAST_KEPT_COHERENCE * apart);
    }

    /**
     * Mean cosine of the documents of two stories with their sum; with a cosine of 1, with that of their own story.
     *
     * @param cosine of the stories' sums
     */
    static double coherence(OpenStory first, OpenStory second, double cosine) {
        double a = first.length();
        double b = second.length();
        int documentCount = first.documents().size() + second.documents().size();
        return Math.sqrt(a * a + b * b + 2 * a * b * cosine) / TermVector.UNIT / documentCount;
    }

    private void end(OpenStory story) {
        if (story.publishedCount > 0) {
            ended.add(story.name());
        }
        stories.remove(story);
    }

    private void removeOldest() {
        WindowDocument oldest = documents.removeFirst();
        documentBytes -= oldest.memoryBytes();
        OpenStory story = oldest.story();
        all.add(oldest.vector(), -1);
        copies.removeOldest(oldest);
        story.remove(oldest, postings);
        terms.release(oldest.vector().terms());
        if (recent.peekFirst() == oldest) {
            recent.removeFirst().story().recentCount--;
        } else if (previous.peekFirst() == oldest) {
            previous.removeFirst().story().previousCount--;
        }
        if (story.documents().isEmpty()) {
            end(story);
        }
    }

    /** Keeps the counts of the newest tenth of the window and of the one before. */
    private void advance(WindowDocument added) {
        recent.add(added);
        added.story().recentCount++;
        while (recent.size() > part()) {
            WindowDocument older = recent.removeFirst();
            older.story().recentCount--;
            older.story().previousCount++;
            previous.add(older);
        }
        while (previous.size() > part()) {
            previous.removeFirst().story().previousCount--;
        }
    }

    private int part() {
        return Math.max(1, window / PARTS_OF_WINDOW);
    }

    private StoryReport report(List<TrackedDocument> tracked, boolean publishAll) {
        List<Story> changed = new ArrayList<>();
        List<Story> born = new ArrayList<>();
        List<Story> growing = new ArrayList<>();
        long recentSince = nextNumber - recent.size();
        for (OpenStory story : stories.stream().toList()) {
            boolean isBorn = !story.born && story.documents().size() >= minimumDocuments;
            story.born |= isBorn;
            boolean takesOff = takesOff(story);
            if (story.born && (isBorn || takesOff || (publishAll ? story.changed : story.isWorthPublishing()))) {
                story.changed = false;
                story.publishedCount = story.documentCount;
                Story view = story.view(marking.heaviest(story), recentSince);
                changed.add(view);
                if (isBorn) {
                    born.add(view);
                }
                if (takesOff) {
                    growing.add(view);
                }
            }
        }
        List<String> endedStories = ended;
        ended = new ArrayList<>();
        return new StoryReport(tracked, changed, endedStories, born, growing);
    }

    private static boolean takesOff(OpenStory story) {
        boolean grows = story.recentCount >= TAKING_OFF_FACTOR * story.previousCount;
        if (story.takenOff) {
            story.takenOff = grows || story.recentCount > story.previousCount;
            return false;
        }
        story.takenOff = story.born && grows && story.recentCount >= LEAST_TAKING_OFF;
        return story.takenOff;
    }

    /** The stories that have been published, as they are now; the state stays unchanged. */
    public List<Story> published() {
        long recentSince = nextNumber - recent.size();
        return stories.stream()
                .filter(story -> story.publishedCount > 0)
                .map(story -> story.view(marking.heaviest(story), recentSince))
                .toList();
    }

    /** Stories that have documents in the window, those that are not born yet included. */
    public int storyCount() {
        return stories.size();
    }

    /** Id of the story that a document in the window belongs to by now, after all merging. */
    public Optional<String> storyOf(String documentId) {
        return documents.stream()
                .filter(document -> document.id().equals(documentId))
                .findFirst()
                .map(document -> document.story().name());
    }

    /** Documents in the window. */
    public int documentCount() {
        return documents.size();
    }

    /** Memory it holds, an estimate, bytes. */
    public long memoryBytes() {
        long sumBytes = stories.stream().mapToLong(OpenStory::sumBytes).sum() + all.memoryBytes();
        return documentBytes + postings.memoryBytes() + terms.memoryBytes() + sumBytes;
    }

    /** Documents, terms and stories; the indexes are derived from them. */
    public void visitState(StateVisitor visitor) {
        nextNumber = visitor.number("stories.nextNumber", nextNumber);
        nextStory = visitor.number("stories.nextStory", nextStory);
        ended = new ArrayList<>(visitor.strings("stories.ended", ended));
        terms.visitState(visitor);
        StoredStories stored = new StoredStories(documents, stories.stream().toList());
        if (stored.visit(visitor)) {
            restore(stored);
        }
    }

    private void restore(StoredStories stored) {
        stories.clear();
        stored.stories().forEach(stories::put);
        documents.clear();
        documentBytes = 0;
        for (WindowDocument document : stored.documents()) {
            documents.add(document);
            documentBytes += document.memoryBytes();
            all.add(document.vector(), 1);
            copies.add(document);
            terms.restore(document.vector().terms());
            document.story().add(document, postings);
        }
        countRecent();
    }
}
