package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.snapshot.StateFile;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A tracker that is written and read again continues as the original does, whatever has passed through its window. */
class StoryStateTest {

    private static final int WINDOW = 200;
    private static final int BATCH = 10;
    private static final Map<String, String> NO_CONFIGURATION = Map.of();

    private final DocumentFrequencies frequencies = new DocumentFrequencies();

    @Test
    void shouldContinueWithTheSameReportsWhenRestoredAfterAnyMiniBatch() {
        // Given: 800 documents, four times the window
        StoryTracker original = tracker();
        StoryTracker restarted = tracker();
        Random random = new Random(1);
        for (int batch = 0; batch < 80; batch++) {
            List<StoryDocument> documents = documents(batch, random);
            documents.forEach(document -> frequencies.count(document.bag()));

            // When
            StoryReport expected = original.track(documents, frequencies, batch % 3 == 0);
            restarted = restored(restarted);
            StoryReport found = restarted.track(documents, frequencies, batch % 3 == 0);

            // Then
            assertThat(found).as("mini-batch %d", batch).isEqualTo(expected);
        }
        assertThat(StateFile.fingerprint(restarted::visitState)).isEqualTo(StateFile.fingerprint(original::visitState));
    }

    /** The window slides over 100,000 documents; what is held at the end is what 1,000 documents took, within a tenth. */
    @Test
    void shouldTakeNoMoreMemoryWhenTheStreamIsLong() {
        // Given
        StoryTracker tracker = tracker();
        Random random = new Random(2);
        long early = 0;

        // When
        for (int batch = 0; batch < 10_000; batch++) {
            tracker.track(documents(batch, random), frequencies, false);
            early = batch == 100 ? tracker.memoryBytes() : early;
        }

        // Then
        assertThat(tracker.memoryBytes()).isLessThan(early * 11 / 10);
        assertThat(tracker.storyCount()).isLessThanOrEqualTo(WINDOW);
    }

    private static StoryTracker tracker() {
        StoryTracker tracker = new StoryTracker();
        tracker.setBounds(WINDOW, 2);
        return tracker;
    }

    private static StoryTracker restored(StoryTracker tracker) {
        byte[] bytes = StateFile.encode(NO_CONFIGURATION, tracker::visitState);
        StoryTracker restored = new StoryTracker();
        StateFile.decode(bytes, NO_CONFIGURATION, restored::visitState);
        restored.setBounds(WINDOW, 2);
        return restored;
    }

    /** Documents of twelve words, ten of which are drawn from the twenty of one of five subjects; words change over time. */
    private static List<StoryDocument> documents(int batch, Random random) {
        List<StoryDocument> documents = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            int subject = batch / 20 + random.nextInt(5);
            TreeMap<String, Integer> counts = new TreeMap<>();
            for (int k = 0; k < 12; k++) {
                String word = k < 10 ? subject + "-" + random.nextInt(20) : "any-" + random.nextInt(50);
                counts.merge(word, 1, Integer::sum);
            }
            float[] mean = {subject % 3 + 0.5f, random.nextFloat(), -random.nextFloat()};
            documents.add(new StoryDocument(
                    batch + "-" + i,
                    random.nextBoolean() ? Optional.of("source " + random.nextInt(3)) : Optional.empty(),
                    random.nextBoolean() ? Optional.of(60_000L * (batch * BATCH + i)) : Optional.empty(),
                    BagOfWords.of(counts),
                    mean));
        }
        return documents;
    }
}
