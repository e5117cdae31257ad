package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.StateFingerprint;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.ForgettingPlan;
import io.wordtide.streams.store.ForgettingPlan.Reach;
import io.wordtide.streams.store.KeptSnapshot;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four documents make a mini-batch, and three mini-batches a snapshot: d0 to d11 precede the first, d12 to d23 the second. */
class ForgettingPlanTest {

    private static final String MODEL = "default";

    @TempDir
    Path folder;

    @Test
    void shouldGoBackToTheNewestStateBeforeTheFirstOfTheDocuments() {
        try (LearnProcessorHarness harness = harness(4)) {
            // Given
            harness.send(TinyCorpus.documents(0, 30));

            // Then
            assertThat(plan(harness, 4, "d25")).hasValueSatisfying(plan -> {
                assertThat(plan.ids()).containsExactly("d25");
                assertThat(plan.fromVersion()).isEqualTo(6);
                assertThat(plan.start()).isEqualTo(24);
            });
            assertThat(plan(harness, 4, "d25", "d12", "never seen")).hasValueSatisfying(plan -> {
                assertThat(plan.ids()).containsExactlyInAnyOrder("d12", "d25");
                assertThat(plan.from()).map(KeptSnapshot::version).hasValue(3L);
            });
            assertThat(plan(harness, 4, "d11")).hasValueSatisfying(plan -> {
                assertThat(plan.from()).isEmpty();
                assertThat(plan.start()).isZero();
                assertThat(plan.fromVersion()).isZero();
            });
            assertThat(plan(harness, 4, "never seen")).isEmpty();
            assertThat(Reach.of(MODEL, harness.stores(), 4)).hasValue(new Reach(0, true));
        }
    }

    @Test
    void shouldLeaveOutWhatIsOlderThanTheOldestKeptState() {
        try (LearnProcessorHarness harness = harness(1)) {
            // Given: two snapshots, of which one is kept
            harness.send(TinyCorpus.documents(0, 30));

            // Then
            assertThat(Reach.of(MODEL, harness.stores(), 1)).hasValue(new Reach(24, false));
            assertThat(plan(harness, 1, "d23", "d26"))
                    .hasValueSatisfying(plan -> assertThat(plan.ids()).containsExactly("d26"));
            assertThat(plan(harness, 1, "d23")).isEmpty();
        }
    }

    @Test
    void shouldLeaveOutWhatFewerSnapshotsWouldNotReachBeforeTheJournalIsCut() {
        try (LearnProcessorHarness harness = harness(4)) {
            // Given
            harness.send(TinyCorpus.documents(0, 30));

            // Then: three in the journal, and the settings of another start
            assertThat(plan(harness, 1, "d2")).isEmpty();
            assertThat(plan(harness, 1, "d13"))
                    .hasValueSatisfying(plan -> assertThat(plan.fromVersion()).isEqualTo(3));
        }
    }

    @Test
    void shouldNotCertifyADocumentOfWhichOnlyASkippedRecordIsInTheJournal() {
        try (LearnProcessorHarness harness = harness(1)) {
            // Given: d2 was learned before the only kept snapshot, and comes again after it
            harness.send(TinyCorpus.documents(0, 26));
            harness.send(TinyCorpus.documents(2, 3));
            harness.send(TinyCorpus.documents(26, 30));
            harness.pause();
            assertThat(plan(harness, 1, "d2")).isEmpty();
            String before = fingerprint(harness);

            // When
            harness.askToForget("d2");
            harness.forget();

            // Then
            assertThat(harness.emitted(ForgottenDocument.class)).isEmpty();
            assertThat(fingerprint(harness)).isEqualTo(before);

            // When: beside one that it can forget
            harness.askToForget("d2");
            harness.askToForget("d24");
            harness.forget();

            // Then
            assertThat(harness.emitted(ForgottenDocument.class))
                    .extracting(ForgottenDocument::getDocumentId)
                    .containsExactly("d24");
        }
    }

    private static String fingerprint(LearnProcessorHarness harness) {
        return StateFingerprint.of(harness.restored(MODEL).learner());
    }

    private static Optional<ForgettingPlan> plan(LearnProcessorHarness harness, int keep, String... ids) {
        return ForgettingPlan.of(
                MODEL, harness.stores(), keep, (id, sequence) -> List.of(ids).contains(id));
    }

    private LearnProcessorHarness harness(int keep) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.snapshot.keep", Integer.toString(keep));
        return new LearnProcessorHarness(WordtideConfig.of(settings), folder);
    }
}
