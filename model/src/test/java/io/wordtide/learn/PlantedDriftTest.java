package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.Change.Kind;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SharedStream;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** News in random order, then reviews of musical instruments; skipped where the streams are not available. */
class PlantedDriftTest {

    private static final int NEWS = 10_000;
    private static final int REVIEWS = 1_000;

    /** Measured with six orders: both after 50 or 100 documents. */
    @Test
    void shouldNoticeTheReviewsWithin1000DocumentsAndNothingBefore() throws IOException {
        // Given
        List<BagOfWords> documents = shuffled("reuters21578", NEWS);
        documents.addAll(shuffled("amazon_musical_instruments", REVIEWS));
        LearnerConfig config = LearnerConfig.stream();
        OnlineLearner learner =
                new OnlineLearner(config, Vocabulary.living(5_000, 5), DocumentFrequencies.forgetting(50_000));

        // When
        List<Change> before = new ArrayList<>();
        List<Change> after = new ArrayList<>();
        for (int start = 0; start < documents.size(); start += config.batchSize()) {
            StepReport report = learner.learn(documents.subList(start, start + config.batchSize()));
            (report.documentsSeen() <= NEWS ? before : after).addAll(report.changes());
        }

        // Then
        assertThat(before).extracting(Change::kind).doesNotContain(Kind.DRIFT, Kind.OUT_OF_VOCABULARY_BURST);
        assertThat(after).extracting(Change::kind).contains(Kind.DRIFT, Kind.OUT_OF_VOCABULARY_BURST);
        assertThat(after)
                .filteredOn(change -> change.kind() != Kind.WORDS_FORGOTTEN)
                .allSatisfy(change -> assertThat(change.sinceDocument()).isBetween(NEWS - 100L, NEWS + 1_000L));
    }

    private static List<BagOfWords> shuffled(String stream, int count) throws IOException {
        List<BagOfWords> bags = new ArrayList<>();
        SharedStream.named(stream).forEachBag(bags::add);
        Collections.shuffle(bags, new Random(1));
        return new ArrayList<>(bags.subList(0, count));
    }
}
