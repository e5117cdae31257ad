package io.wordtide.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.chaos.InputRecord.Fate;
import io.wordtide.chaos.Oracles.Outcome;
import io.wordtide.chaos.Oracles.Verdict;
import io.wordtide.chaos.Published.Row;
import io.wordtide.schema.LearningReport;
import io.wordtide.text.DocumentFrequencies;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each kind of loss breaks the oracle made for it, and no others than those named. */
class OraclesTest {

    /** Two mini-batches of one document each, one that waits, and one that is refused. */
    private static final List<InputRecord> INPUT = List.of(
            record("a", Optional.of("oil wheat oil"), Fate.LEARNED),
            record("x", Optional.empty(), Fate.REFUSED),
            record("b", Optional.of("wheat"), Fate.LEARNED),
            record("c", Optional.of("gold"), Fate.LEARNED));

    private static final List<LearningReport> REPORTS = List.of(report(1), report(2));
    private static final List<Row> ROWS = List.of(row("a", 1), row("b", 2));
    private static final Map<String, ByteBuffer> WORDS = Map.of("oil", ByteBuffer.wrap(new byte[] {3}));
    private static final Published PUBLISHED = new Published(4, REPORTS, ROWS, WORDS, List.of("x"));
    private static final FinalState STATE = state("1234", 2, Map.of("oil", 1L, "wheat", 2L));

    @Test
    void shouldHoldWhenNothingWasLost() {
        assertThat(broken(PUBLISHED, STATE)).isEmpty();
    }

    @Test
    void shouldNoticeAnotherState() {
        assertThat(broken(PUBLISHED, state("5678", 2, Map.of("oil", 1L, "wheat", 2L))))
                .containsExactly("state");
    }

    @Test
    void shouldNoticeAnEmbeddingThatIsRepeatedOrMissing() {
        assertThat(broken(published(REPORTS, List.of(row("a", 1), row("b", 2), row("b", 2)), List.of("x")), STATE))
                .containsExactly("exactly-once", "accounts", "bytes");
        assertThat(broken(published(REPORTS, List.of(row("a", 1)), List.of("x")), STATE))
                .containsExactly("exactly-once", "accounts", "bytes");
    }

    @Test
    void shouldNoticeOtherBytes() {
        assertThat(broken(published(REPORTS, List.of(row("a", 1), row("b", 9)), List.of("x")), STATE))
                .containsExactly("bytes");
    }

    @Test
    void shouldNoticeADocumentThatWasCountedTwiceOrATermThatWasNot() {
        assertThat(broken(PUBLISHED, state("1234", 3, Map.of("oil", 1L, "wheat", 2L))))
                .containsExactly("frequencies");
        assertThat(broken(PUBLISHED, state("1234", 2, Map.of("oil", 1L, "wheat", 1L))))
                .containsExactly("frequencies");
    }

    @Test
    void shouldNoticeVersionsWithGapOrRepeat() {
        assertThat(broken(published(List.of(report(1), report(3)), ROWS, List.of("x")), STATE))
                .containsExactly("versions");
        assertThat(broken(published(List.of(report(1), report(1), report(2)), ROWS, List.of("x")), STATE))
                .containsExactly("versions");
    }

    @Test
    void shouldNoticeARecordThatWasNotSetAsideOrTwice() {
        assertThat(broken(published(REPORTS, ROWS, List.of()), STATE)).contains("accounts", "dead-letters");
        assertThat(broken(published(REPORTS, ROWS, List.of("x", "x")), STATE))
                .containsExactly("accounts", "dead-letters");
    }

    /** The models take turns: a and c belong to one, b and d to the other, and d waits. */
    @Test
    void shouldJudgeEachModelByItself() {
        // Given
        List<InputRecord> input = List.of(of("one", "a"), of("two", "b"), of("one", "c"), of("two", "d"));
        Published published = new Published(
                4,
                List.of(report("one", 1), report("two", 1), report("one", 2)),
                List.of(row("a", 1), row("b", 2), row("c", 3)),
                WORDS,
                List.of());
        Outcome expected = outcome(published, 2, 1);

        // When: mini-batches of different models have changed places, which is no loss
        Published turned = new Published(
                4,
                List.of(report("two", 1), report("one", 1), report("one", 2)),
                List.of(row("b", 2), row("a", 1), row("c", 3)),
                WORDS,
                List.of());

        // Then
        assertThat(broken(input, outcome(turned, 2, 1), expected)).isEmpty();

        // When: both have learned three documents in all, but the wrong ones; or versions run on across models
        Published mixed = new Published(
                4,
                List.of(report("one", 1), report("two", 2), report("one", 3)),
                published.documents(),
                WORDS,
                List.of());

        // Then
        assertThat(broken(input, outcome(published, 1, 2), expected)).containsExactly("frequencies");
        assertThat(broken(input, outcome(mixed, 2, 1), expected)).containsExactly("versions");
    }

    private static List<String> broken(List<InputRecord> input, Outcome found, Outcome expected) {
        return new Oracles("simple", input, found, expected)
                .verdicts().stream()
                        .filter(verdict -> !verdict.holds())
                        .map(Verdict::name)
                        .toList();
    }

    private static Outcome outcome(Published published, long firstDocumentCount, long secondDocumentCount) {
        FinalState one = new FinalState(
                "1234",
                new DocumentFrequencies(firstDocumentCount, Map.of("oil", firstDocumentCount)),
                term -> true,
                0);
        FinalState two = new FinalState(
                "5678",
                new DocumentFrequencies(secondDocumentCount, Map.of("oil", secondDocumentCount)),
                term -> true,
                1);
        return new Outcome(published, new TreeMap<>(Map.of("one", one, "two", two)));
    }

    private static InputRecord of(String model, String key) {
        return new InputRecord(key, new byte[0], null, Optional.of("oil"), model, Fate.LEARNED);
    }

    private static List<String> broken(Published published, FinalState state) {
        return broken(INPUT, outcome(published, state), outcome(PUBLISHED, STATE));
    }

    private static Outcome outcome(Published published, FinalState state) {
        return new Outcome(published, new TreeMap<>(Map.of("default", state)));
    }

    private static Published published(List<LearningReport> reports, List<Row> rows, List<String> deadLetters) {
        return new Published(4, reports, rows, WORDS, deadLetters);
    }

    private static FinalState state(String fingerprint, long documentCount, Map<String, Long> frequencies) {
        return new FinalState(fingerprint, new DocumentFrequencies(documentCount, frequencies), term -> true, 1);
    }

    private static InputRecord record(String key, Optional<String> text, Fate fate) {
        return new InputRecord(key, new byte[0], null, text, "default", fate);
    }

    private static Row row(String key, int value) {
        return new Row(key, ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    private static LearningReport report(long version) {
        return report("default", version);
    }

    private static LearningReport report(String model, long version) {
        return LearningReport.newBuilder()
                .setModel(model)
                .setModelVersion(version)
                .setDocumentCount(1)
                .setTokenCount(1)
                .setSkippedDocumentCounts(Map.of())
                .setOutOfVocabularyRate(0)
                .setVocabularySize(3)
                .setAmortizedPerDocumentPerplexity(null)
                .setRefinedPerDocumentPerplexity(null)
                .setUnigramPerDocumentPerplexity(null)
                .setAmortizedCorpusPerplexity(null)
                .setRefinedCorpusPerplexity(null)
                .setUnigramCorpusPerplexity(null)
                .setElbo(null)
                .setReconstruction(null)
                .setKlDivergence(null)
                .setRefinementGain(null)
                .setRefinementSteps(2)
                .setActiveLatentCount(1)
                .setDocumentsSeen(version)
                .setLearnedAt(Instant.EPOCH)
                .setStepMs(0)
                .setSources(Map.of())
                .build();
    }
}
