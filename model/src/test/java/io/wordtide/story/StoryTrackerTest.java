package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.story.Story.Member;
import io.wordtide.story.Story.Phase;
import io.wordtide.story.StoryReport.TrackedDocument;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryTrackerTest {

    private static final String FLOOD = "river flood dam village rescue";
    private static final String VOTE = "vote election ballot party senate";
    private static final float[] EAST = {1, 0};
    private static final float[] WEST = {-1, 0};
    private static final long DAY_MS = 24L * 3600 * 1000;

    @Test
    void shouldPutReportsThatShareWordsIntoOneStory() {
        // When
        StoryReport report =
                new Reports(100, 1).track(FLOOD, VOTE, "flood dam bridge boat shore", "ballot senate poll");

        // Then
        assertThat(Reports.stories(report)).containsExactly("1", "2", "1", "2");
    }

    @Test
    void shouldPublishAStoryWhenItReachesTheMinimumNumberOfDocuments() {
        // Given
        Reports reports = new Reports(100, 3);

        // When
        StoryReport two = reports.track(FLOOD, "flood dam bridge boat shore");
        StoryReport three = reports.track("river flood shore mud");

        // Then
        assertThat(two.born()).isEmpty();
        assertThat(two.changed()).isEmpty();
        assertThat(three.born()).singleElement().satisfies(story -> {
            assertThat(story.firstDocument()).isEqualTo("0");
            assertThat(story.documentCount()).isEqualTo(3);
            assertThat(story.phase()).isEqualTo(Phase.NEW);
            assertThat(story.members()).extracting(Member::id).containsExactly("2", "1", "0");
            assertThat(story.terms().get(0)).isEqualTo("flood"); // the only word of all three
            assertThat(story.sources()).containsExactly("agency");
        });
        assertThat(three.changed()).isEqualTo(three.born());
    }

    @Test
    void shouldNameTheEarliestOfSeveralCopies() {
        // When: the second report changes one of ten words, the third another one
        StoryReport report = new Reports(100, 1)
                .track("a b c d e f g h i j", "a b c d e f g h i x", "a b c d e f g h y x", "a b n o p q r s t u");

        // Then: the last shares 2 of 10 words, too few for a copy
        assertThat(report.documents())
                .extracting(TrackedDocument::duplicateOf)
                .containsExactly(Optional.empty(), Optional.of("0"), Optional.of("0"), Optional.empty());
    }

    /** Ten words of equal weight, nine of them shared: the cosine is 9/10 = 0.9, and less as the words get common. */
    @Test
    void shouldBeNovelWhenNothingLikeItIsInTheWindow() {
        // When
        StoryReport report = new Reports(100, 1).track("a b c d e f g h i j", "k l m", "a b c d e f g h i x");

        // Then
        assertThat(report.documents().get(0).novelty()).isEqualTo(1);
        assertThat(report.documents().get(1).novelty()).isEqualTo(1);
        assertThat(report.documents().get(2).novelty()).isCloseTo(0.1, within(0.03));
    }

    @Test
    void shouldBeginAStoryWhenTheVectorPointsElsewhere() {
        // Given: half of the words are shared, so that the report is no copy
        Reports reports = new Reports(100, 1);

        // When
        StoryReport report = reports.track(List.of(
                reports.document("river flood dam village", Optional.empty(), EAST),
                reports.document("river flood money market", Optional.empty(), WEST),
                reports.document("river flood boat shore", Optional.empty(), EAST)));

        // Then
        assertThat(Reports.stories(report)).containsExactly("1", "2", "1");
    }

    /** Cosine 2/4 = 0.5; after 9 days, three half-lives, 0.5 / 8 = 0.06 is below the 0.08 that it takes to join. */
    @Test
    void shouldBeginAStoryAfterALongSilence() {
        // Given
        Reports reports = new Reports(100, 1);

        // When
        StoryReport report = reports.track(List.of(
                reports.document("river flood dam village", Optional.of(0L), EAST),
                reports.document("river flood boat shore", Optional.of(3 * DAY_MS), EAST),
                reports.document("dam village mud bridge", Optional.of(13 * DAY_MS), EAST)));

        // Then
        assertThat(Reports.stories(report)).containsExactly("1", "1", "2");
    }

    private static final int OTHERS = 30;

    @Test
    void shouldMergeTwoStoriesThatTurnOutToBeOne() {
        // Given: two threads that share no word, among reports on other things
        Reports reports = new Reports(100, 1);
        reports.track("river flood dam village", "minister budget rescue aid");
        for (int i = 0; i < OTHERS; i++) {
            reports.track("x" + i + " y" + i);
        }

        // When: reports that have words of both
        StoryReport report = reports.track(
                "river flood minister budget",
                "dam village rescue aid",
                "river dam minister rescue",
                "flood aid budget");

        // Then
        assertThat(reports.tracker.storyCount()).isEqualTo(1 + OTHERS);
        assertThat(reports.tracker.storyOf("0")).isEqualTo(reports.tracker.storyOf("1"));
        assertThat(report.endedStories()).hasSize(1);
    }

    /**
     * Two stories of two documents each, at right angles: ‖(3, 4) + (3, 4)‖ = 10 and ‖(4, -3) + (4, -3)‖ = 10, so that the sum of
     * all four has the length √200, and their mean cosine with it is √200 / 4 / 5 = 0.707.
     */
    @Test
    void shouldComputeTheMeanCosineOfDocumentsWithTheirSum() {
        // Given
        int unit = TermVector.UNIT / 5;
        Postings postings = new Postings();
        OpenStory first = story(0, postings, new TermVector(new int[] {0, 1}, new int[] {3 * unit, 4 * unit}));
        OpenStory second = story(1, postings, new TermVector(new int[] {2, 3}, new int[] {4 * unit, 3 * unit}));

        // Then
        assertThat(StoryTracker.coherence(first, second, 0)).isCloseTo(Math.sqrt(0.5), within(1e-3));
        assertThat(StoryTracker.coherence(first, second, 1)).isCloseTo(1, within(1e-3));
    }

    private static OpenStory story(int slot, Postings postings, TermVector vector) {
        OpenStory story = new OpenStory(slot, slot + 1, "first", 0, 2);
        for (int i = 0; i < 2; i++) {
            story.add(new WindowDocument(i, "d" + i, null, null, vector, new int[] {1, 0}, null, story), postings);
        }
        return story;
    }

    /** The same reports, but nothing else in the window: both together are no more alike than all are. */
    @Test
    void shouldNotMergeStoriesIntoOneThatResemblesEverything() {
        // Given
        Reports reports = new Reports(100, 1);
        reports.track("river flood dam village", "minister budget rescue aid");

        // When
        reports.track(
                "river flood minister budget",
                "dam village rescue aid",
                "river dam minister rescue",
                "flood aid budget");

        // Then
        assertThat(reports.tracker.storyOf("0")).isNotEqualTo(reports.tracker.storyOf("1"));
    }

    @Test
    void shouldEndAStoryWhenItsLastDocumentLeavesTheWindow() {
        // Given
        Reports reports = new Reports(10, 1);
        reports.track(FLOOD);

        // When: the window holds ten documents
        StoryReport nine =
                reports.track("a1 b1", "a2 b2", "a3 b3", "a4 b4", "a5 b5", "a6 b6", "a7 b7", "a8 b8", "a9 b9");
        StoryReport tenth = reports.track("a10 b10");

        // Then
        assertThat(nine.endedStories()).isEmpty();
        assertThat(tenth.endedStories()).containsExactly("1");
        assertThat(reports.tracker.documentCount()).isEqualTo(10);
    }

    /** In a window of 100 documents, a tenth is 10: five of them about the flood, none in the tenth before. */
    @Test
    void shouldReportOnceThatAStoryTakesOff() {
        // Given
        Reports reports = new Reports(100, 3);
        reports.track(FLOOD, "flood dam bridge boat shore", "river flood shore mud");
        for (int i = 0; i < 20; i++) {
            reports.track("x" + i + " y" + i);
        }

        // When
        StoryReport four = reports.track("flood river a", "flood river b", "flood river c", "flood river d");
        StoryReport five = reports.track("flood river e");
        StoryReport six = reports.track("flood river f");

        // Then
        assertThat(four.growing()).isEmpty();
        assertThat(five.growing()).singleElement().satisfies(story -> {
            assertThat(story.recentCount()).isEqualTo(5);
            assertThat(story.previousCount()).isZero();
            assertThat(story.phase()).isEqualTo(Phase.GROWING);
        });
        assertThat(six.growing()).isEmpty();
    }

    @Test
    void shouldKeepNothingWithoutAWindow() {
        // Given
        Reports reports = new Reports(100, 1);
        reports.track(FLOOD, VOTE);

        // When
        reports.tracker.setBounds(0, 1);

        // Then
        assertThat(reports.track(FLOOD)).isSameAs(StoryReport.NOTHING);
        assertThat(reports.tracker.documentCount()).isZero();
        assertThat(reports.tracker.memoryBytes()).isLessThan(1_000);
    }
}
