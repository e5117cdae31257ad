package io.wordtide.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.WordCounts;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotManifest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Four documents make a mini-batch; the stores write the rows themselves, as in the application. */
class ForgetPlanTest {

    private final Map<String, KeyValueStore<Bytes, byte[]>> rows = new HashMap<>();
    private final LearnerStores stores = LearnerStores.of(name ->
            rows.computeIfAbsent(name, any -> Stores.inMemoryKeyValueStore(name).get()));

    @Test
    void shouldSayFromWhichStateEachModelLearnsAgain() {
        // Given: a snapshot of version 2, and documents 0 to 11; the other model has documents 2 and 3 as well
        learn("news", 0, 8);
        snapshot("news", 2, 8, 3);
        learn("news", 8, 12);
        learn("wire", 0, 4);

        // When
        ForgetPlan plan = plan(3, "d9", "d2");

        // Then
        assertThat(plan.missing()).isEmpty();
        assertThat(plan.areJournalsWhole()).isTrue();
        assertThat(plan.found()).containsExactly("d9", "d2");
        assertThat(plan.documents())
                .containsExactly(
                        new LearnedDocument("d9", "news"),
                        new LearnedDocument("d2", "news"),
                        new LearnedDocument("d2", "wire"));
        assertThat(plan.lines())
                .containsExactly(
                        "d9: in the journal of model news",
                        "d2: in the journal of model news, wire",
                        "model news goes back to its beginning and learns again what it has learned since"
                                + " (documents: 12), without these 2",
                        "model wire goes back to its beginning and learns again what it has learned since"
                                + " (documents: 4), without these 1");
        assertThat(plan(3, "d9").lines())
                .endsWith("model news goes back to its snapshot of version 2 and learns again what it has learned since"
                        + " (documents: 4), without these 1");
    }

    @Test
    void shouldSayHowFarBackTheJournalsReachWhenADocumentIsMissing() {
        // Given: one snapshot is kept, so that the journal of one model begins after it
        learn("news", 0, 8);
        snapshot("news", 2, 8, 1);
        snapshot("news", 2, 8, 1);
        learn("news", 8, 12);
        learn("wire", 0, 4);
        learn("quiet", 0, 4);
        snapshot("quiet", 1, 4, 1);
        snapshot("quiet", 1, 4, 1);
        stores.journal().delete("quiet", 0, 4);

        // When
        ForgetPlan plan = plan(1, "d7", "d10");

        // Then
        assertThat(plan.found()).containsExactly("d10");
        assertThat(plan.missing()).containsExactly("d7");
        String advice =
                ": this model has not learned them, or did so longer ago; a larger wordtide.snapshot.keep (now 1) lets"
                        + " it reach further back from then on";
        assertThat(plan.areJournalsWhole()).isFalse();
        assertThat(plan.linesOfReach())
                .containsExactly(
                        "  the journal of model news reaches back 4 documents, to number 9 in the order of arrival"
                                + advice,
                        "  the journal of model quiet has no documents" + advice,
                        "  the journal of model wire reaches back to its beginning (documents: 4): this model has not"
                                + " learned them");
    }

    @Test
    void shouldSayThatThereIsNoModel() {
        // When
        ForgetPlan plan = plan(3, "d1");

        // Then
        assertThat(plan.documents()).isEmpty();
        assertThat(plan.linesOfReach()).containsExactly("the application has no model yet");
    }

    @Test
    void shouldSayHowLongTheTopicKeepsTheRecords() {
        assertThat(KeptRecords.text("delete", "604800000"))
                .isEqualTo("cleanup.policy=delete, retention.ms=604800000: 7 days");
        assertThat(KeptRecords.text("delete", "-1")).isEqualTo("cleanup.policy=delete, retention.ms=-1: for ever");
        assertThat(KeptRecords.text("compact", "604800000"))
                .startsWith("cleanup.policy=compact, retention.ms=604800000: until the tombstone, ");
        assertThat(KeptRecords.text("delete", "unknown")).isEqualTo("cleanup.policy=delete, retention.ms=unknown");
    }

    private ForgetPlan plan(int keep, String... ids) {
        return ForgetPlan.of(
                stores.snapshots().modelIds().stream().sorted().toList(),
                modelId -> stores,
                keep,
                new LinkedHashSet<>(List.of(ids)));
    }

    private void learn(String modelId, int from, int to) {
        if (stores.snapshots().manifest(modelId).isEmpty()) {
            stores.snapshots().begin(modelId, SnapshotManifest.begin(Map.of()));
        }
        IntStream.range(from, to).forEach(n -> {
            stores.journal().append(modelId, n, bag(n));
            if (n % 4 == 3) {
                stores.journal().appendLearned(modelId, n, OptionalDouble.empty());
            }
        });
    }

    private void snapshot(String modelId, long version, long nextSequence, int keep) {
        stores.snapshots().save(modelId, version, nextSequence, Instant.EPOCH, new byte[] {1}, keep);
    }

    private static WordCounts bag(int n) {
        return WordCounts.newBuilder()
                .setDocumentId("d" + n)
                .setTerms(List.of("oil"))
                .setCounts(List.of(1))
                .setTokenCount(1)
                .build();
    }
}
