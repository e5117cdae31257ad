package io.wordtide.story;

import io.wordtide.story.StoryReport.TrackedDocument;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A tracker with its document frequencies, fed with texts whose words are separated by blanks. */
final class Reports {

    private static final float[] EAST = {1, 0};

    final StoryTracker tracker = new StoryTracker();
    private final DocumentFrequencies frequencies = new DocumentFrequencies();
    private int number;

    Reports(int window, int minimumDocuments) {
        tracker.setBounds(window, minimumDocuments);
        // so that words have a weight from the first report on: 1,000 documents of other words
        for (int i = 0; i < 1_000; i++) {
            frequencies.count(bag("other" + i));
        }
    }

    /** All of them as one mini-batch. */
    StoryReport track(String... texts) {
        return track(Arrays.stream(texts)
                .map(text -> document(text, Optional.empty(), EAST))
                .toList());
    }

    StoryReport track(List<StoryDocument> documents) {
        documents.forEach(document -> frequencies.count(document.bag()));
        return tracker.track(documents, frequencies, true);
    }

    StoryDocument document(String text, Optional<Long> publishedAtMs, float[] mean) {
        return new StoryDocument(String.valueOf(number++), Optional.of("agency"), publishedAtMs, bag(text), mean);
    }

    private static BagOfWords bag(String text) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (String word : text.split(" ", -1)) {
            counts.merge(word, 1, Integer::sum);
        }
        return BagOfWords.of(counts);
    }

    static List<String> stories(StoryReport report) {
        return new ArrayList<>(
                report.documents().stream().map(TrackedDocument::story).toList());
    }
}
