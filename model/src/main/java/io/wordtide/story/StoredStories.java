package io.wordtide.story;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents and stories of a tracker as flat arrays, and back. Not thread-safe. */
final class StoredStories {

    private static final String NO_TEXT = "";
    private static final long NO_TIME = Long.MIN_VALUE;

    private final List<WindowDocument> documents;
    private final List<OpenStory> stories;

    /**
     * @param documents in the order of the stream
     * @param stories all of theirs
     */
    StoredStories(Collection<WindowDocument> documents, Collection<OpenStory> stories) {
        this.documents = new ArrayList<>(documents);
        this.stories = new ArrayList<>(stories);
    }

    /** Documents with their stories, in the order of the stream; stories do not have their documents yet. */
    List<WindowDocument> documents() {
        return documents;
    }

    List<OpenStory> stories() {
        return stories;
    }

    /** Shows everything to the visitor; returns whether it has been replaced by what is stored. */
    boolean visit(StateVisitor visitor) {
        int[] lengths = ofDocuments(document -> document.vector().terms().length);
        int[] storedLengths = visitor.ints("stories.lengths", lengths);
        StoredDocuments stored = new StoredDocuments(
                storedLengths,
                visitor.ints(
                        "stories.termNumbers",
                        flat(document -> document.vector().terms())),
                visitor.ints(
                        "stories.weights", flat(document -> document.vector().weights())),
                visitor.ints("stories.directions", flat(WindowDocument::direction)),
                visitor.ints(
                        "stories.slots",
                        ofDocuments(document -> document.story().slot())),
                longs(visitor, "stories.numbers", ofDocumentsLong(WindowDocument::number)),
                longs(visitor, "stories.times", ofDocumentsLong(document -> time(document.publishedAtMs()))),
                visitor.strings("stories.documents", texts(WindowDocument::id)),
                visitor.strings("stories.sources", texts(WindowDocument::source)),
                visitor.strings("stories.duplicateOf", texts(WindowDocument::duplicateOf)));
        long[] numbersOfStories = longs(visitor, "stories.stories", numbersOfStories());
        List<String> firstDocuments = visitor.strings(
                "stories.firstDocuments",
                stories.stream().map(OpenStory::firstDocument).toList());
        if (storedLengths == lengths) { // a saving visitor returns what it is shown
            return false;
        }
        stories.clear();
        documents.clear();
        Map<Integer, OpenStory> bySlot = stories(numbersOfStories, firstDocuments, stored.latentSize());
        stories.addAll(bySlot.values());
        documents.addAll(stored.documents(bySlot));
        return true;
    }

    private record StoredDocuments(
            int[] lengths,
            int[] terms,
            int[] weights,
            int[] directions,
            int[] slots,
            long[] numbers,
            long[] times,
            List<String> ids,
            List<String> sources,
            List<String> duplicateOf) {

        int latentSize() {
            return lengths.length == 0 ? 0 : directions.length / lengths.length;
        }

        List<WindowDocument> documents(Map<Integer, OpenStory> bySlot) {
            List<WindowDocument> documents = new ArrayList<>(lengths.length);
            int latentSize = latentSize();
            int start = 0;
            for (int d = 0; d < lengths.length; d++) {
                int end = start + lengths[d];
                OpenStory story = bySlot.get(slots[d]);
                if (story == null) {
                    throw new SnapshotException("expected the story of document " + numbers[d] + " in slot " + slots[d]
                            + ", found none; the snapshot is damaged, restore an older one");
                }
                documents.add(new WindowDocument(
                        numbers[d],
                        ids.get(d),
                        text(sources.get(d)),
                        time(times[d]),
                        new TermVector(Arrays.copyOfRange(terms, start, end), Arrays.copyOfRange(weights, start, end)),
                        Arrays.copyOfRange(directions, d * latentSize, (d + 1) * latentSize),
                        text(duplicateOf.get(d)),
                        story));
                start = end;
            }
            return documents;
        }
    }

    /** Numbers of a story: what {@link #stories(long[], List, int)} reads. */
    private static final int NUMBERS = 10;

    private long[] numbersOfStories() {
        long[] numbers = new long[NUMBERS * stories.size()];
        int at = 0;
        for (OpenStory story : stories) {
            numbers[at++] = story.slot();
            numbers[at++] = story.id();
            numbers[at++] = story.firstNumber();
            numbers[at++] = story.documentCount;
            numbers[at++] = time(story.firstMs);
            numbers[at++] = time(story.lastMs);
            numbers[at++] = story.publishedCount;
            numbers[at++] = story.comparedCount;
            numbers[at++] = story.changed ? 1 : 0;
            numbers[at++] = (story.born ? 1L : 0) + (story.takenOff ? 2L : 0);
        }
        return numbers;
    }

    private static Map<Integer, OpenStory> stories(long[] numbers, List<String> firstDocuments, int latentSize) {
        Map<Integer, OpenStory> bySlot = new HashMap<>();
        int at = 0;
        for (String firstDocument : firstDocuments) {
            int slot = (int) numbers[at++];
            OpenStory story = new OpenStory(slot, numbers[at++], firstDocument, numbers[at++], latentSize);
            story.documentCount = numbers[at++];
            story.firstMs = time(numbers[at++]);
            story.lastMs = time(numbers[at++]);
            story.publishedCount = numbers[at++];
            story.comparedCount = numbers[at++];
            story.changed = numbers[at++] == 1;
            long flags = numbers[at++];
            story.born = (flags & 1) != 0;
            story.takenOff = (flags & 2) != 0;
            bySlot.put(slot, story);
        }
        return bySlot;
    }

    /** Longs as pairs of ints, the higher half first. */
    private static long[] longs(StateVisitor visitor, String name, long[] values) {
        int[] halves = new int[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            halves[2 * i] = (int) (values[i] >>> Integer.SIZE);
            halves[2 * i + 1] = (int) values[i];
        }
        int[] stored = visitor.ints(name, halves);
        long[] restored = new long[stored.length / 2];
        for (int i = 0; i < restored.length; i++) {
            restored[i] = ((long) stored[2 * i] << Integer.SIZE) | (stored[2 * i + 1] & 0xffffffffL);
        }
        return restored;
    }

    private int[] ofDocuments(ToIntFunction<WindowDocument> value) {
        return documents.stream().mapToInt(value).toArray();
    }

    private long[] ofDocumentsLong(ToLongFunction<WindowDocument> value) {
        return documents.stream().mapToLong(value).toArray();
    }

    private int[] flat(Function<WindowDocument, int[]> values) {
        return documents.stream()
                .flatMapToInt(document -> Arrays.stream(values.apply(document)))
                .toArray();
    }

    private List<String> texts(Function<WindowDocument, @Nullable String> text) {
        return documents.stream()
                .map(document -> text(document, text))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String text(WindowDocument document, Function<WindowDocument, @Nullable String> text) {
        String found = text.apply(document);
        return found == null ? NO_TEXT : found;
    }

    private static @Nullable String text(String stored) {
        return stored.equals(NO_TEXT) ? null : stored;
    }

    private static long time(@Nullable Long time) {
        return time == null ? NO_TIME : time;
    }

    private static @Nullable Long time(long stored) {
        return stored == NO_TIME ? null : stored;
    }
}
