package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.Change.Kind;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mini-batches of 32 like documents of 100 tokens: ADWIN examines its window at the end of each. V = 1,000. */
class StreamChangesTest {

    private static final int BATCH_SIZE = 32;
    private static final int TOKENS = 100;

    private final StreamChanges streamChanges = new StreamChanges(1_000);
    private long documentsSeen;

    private static DocumentCounts document(int unknownTokens) {
        int known = TOKENS - unknownTokens;
        return new DocumentCounts(new int[] {0}, new int[] {known}, known, unknownTokens);
    }

    private List<Change> look(int miniBatches, double elboPerToken, int unknownTokens) {
        List<DocumentCounts> documents = Collections.nCopies(BATCH_SIZE, document(unknownTokens));
        EmbeddedDocument embedded = new EmbeddedDocument(
                new float[0],
                new float[0],
                elboPerToken,
                elboPerToken - 1,
                elboPerToken - 1,
                elboPerToken - 1,
                elboPerToken - 1,
                TOKENS - unknownTokens,
                unknownTokens / 100.0);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < miniBatches; i++) {
            documentsSeen += BATCH_SIZE;
            changes.addAll(streamChanges.look(documents, Collections.nCopies(BATCH_SIZE, embedded), documentsSeen));
        }
        return changes;
    }

    /** Documents 1 to 640 cost 6 nats per token, 641 to 704 cost 8; a bucket may reach across the switch. */
    @Test
    void shouldReportThatDocumentsBecomeHarderToPredictAndSinceWhich() {
        // Given
        assertThat(look(20, -6, 0)).isEmpty();

        // When
        List<Change> changes = look(2, -8, 0);

        // Then
        assertThat(changes).hasSize(1);
        Change drift = changes.get(0);
        assertThat(drift.kind()).isEqualTo(Kind.DRIFT);
        assertThat(drift.evidence().get(Change.BEFORE)).isCloseTo(6, within(0.05));
        assertThat(drift.evidence().get(Change.AFTER)).isCloseTo(8, within(0.05));
        double documentsAfter = drift.evidence().getOrDefault(Change.DOCUMENTS_AFTER, 0.0);
        assertThat(drift.sinceDocument())
                .isEqualTo((long) (672 - documentsAfter + 1))
                .isBetween(637L, 645L);
        assertThat(drift.evidence()).containsEntry(Change.DOCUMENTS_BEFORE, 672 - documentsAfter);
        assertThat(drift.evidence().getOrDefault(Change.THRESHOLD, 0.0)).isBetween(0.0, 2.0);
    }

    /**
     * A quarter unknown: 0.75 * 6 + 0.25 ln 1000 = 6.226939; three quarters: 0.25 * 10 + 0.75 ln 1000 = 7.680816. The
     * share rises from 0.25 to 0.75. Between two buckets, so that both means are exact: 768 = 3 * 256.
     */
    @Test
    void shouldCountAnUnknownTokenAsTheLogarithmOfTheVocabularysCapacity() {
        // Given
        look(24, -6, 25);

        // When
        List<Change> changes = look(1, -10, 75);

        // Then
        assertThat(changes).extracting(Change::kind).containsExactly(Kind.DRIFT, Kind.OUT_OF_VOCABULARY_BURST);
        assertThat(changes.get(0).evidence().get(Change.BEFORE)).isCloseTo(6.226939, within(1e-6));
        assertThat(changes.get(0).evidence().get(Change.AFTER)).isCloseTo(7.680816, within(1e-6));
        assertThat(changes.get(1).evidence().get(Change.BEFORE)).isCloseTo(0.25, within(1e-9));
        assertThat(changes.get(1).evidence().get(Change.AFTER)).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void shouldNotReportThatDocumentsBecomeEasier() {
        look(20, -8, 60);
        assertThat(look(20, -6, 10)).isEmpty();
    }

    /** In this many documents without spread ADWIN finds 0.05 nats and 0.01, which are not worth reporting. */
    @Test
    void shouldReportNoRiseThatIsNotWorthIt() {
        look(400, -6, 10);
        assertThat(look(400, -6.05, 11)).isEmpty();
    }

    /** 0.9 * 0.15 = 0.135 nats, then a share that is 0.03 higher. */
    @Test
    void shouldReportARiseThatIsWorthIt() {
        look(400, -6, 10);
        assertThat(look(400, -6.15, 10)).extracting(Change::kind).containsExactly(Kind.DRIFT);
        assertThat(look(400, -6.15, 13)).extracting(Change::kind).containsExactly(Kind.OUT_OF_VOCABULARY_BURST);
    }

    /** They have no share of unknown tokens, and would dilute the others'. */
    @Test
    void shouldNotMeasureDocumentsWithoutTokens() {
        // Given
        look(20, -6, 25);
        DocumentCounts empty = new DocumentCounts(new int[0], new int[0], 0, 0);

        // When
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            changes.addAll(streamChanges.look(Collections.nCopies(BATCH_SIZE, empty), List.of(), documentsSeen));
        }
        changes.addAll(look(1, -6, 95));

        // Then
        assertThat(changes).extracting(Change::kind).contains(Kind.OUT_OF_VOCABULARY_BURST);
        Change burst = changes.get(changes.size() - 1);
        assertThat(burst.evidence().get(Change.BEFORE)).isCloseTo(0.25, within(1e-2));
    }
}
