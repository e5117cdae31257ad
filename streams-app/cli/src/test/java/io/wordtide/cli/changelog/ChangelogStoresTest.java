package io.wordtide.cli.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.WordCounts;
import io.wordtide.streams.store.JournalSummary;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** The stores themselves produce the rows of the changelogs, as in the application. */
class ChangelogStoresTest {

    private static final String APPLICATION = "app";
    private static final int PARTITIONS = 4;

    private final ChangelogStores stores = new ChangelogStores(APPLICATION, PARTITIONS);

    @Test
    void shouldFindEachModelInThePartitionThatHasIt() {
        // Given: models in three partitions other than those that Kafka's partitioner would choose
        for (String modelId : List.of("a", "b", "c")) {
            int elsewhere = (partition(modelId) + 1) % PARTITIONS;
            restore(elsewhere, rowsOf(modelId, 1, 1));
        }

        // Then
        assertThat(stores.modelIds()).containsExactly("a", "b", "c");
        for (String modelId : List.of("a", "b", "c")) {
            assertThat(stores.of(modelId).snapshots().manifest(modelId)).isPresent();
            assertThat(stores.of(modelId).journal())
                    .isNotSameAs(stores.of("unknown " + modelId).journal());
        }
        assertThat(stores.partitionCount()).isEqualTo(PARTITIONS);
        assertThat(stores.changes()).isEmpty();
    }

    @Test
    void shouldPutANewModelWhereKafkasPartitionerSendsItsBags() {
        // When
        stores.of("new").snapshots().begin("new", SnapshotManifest.begin(Map.of()));

        // Then
        assertThat(stores.changes()).singleElement().satisfies(change -> {
            assertThat(change.topic()).isEqualTo("app-model-snapshot-changelog");
            assertThat(change.partition()).isEqualTo(partition("new"));
        });
    }

    @Test
    void shouldForgetWhatATombstoneDeletes() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> rows = rowsOf("a", 1, 1);
        restore(0, rows);
        assertThat(stores.modelIds()).containsExactly("a");

        // When
        rows.forEach(row -> stores.restore(new ConsumerRecord<>(row.topic(), 0, 0, row.key(), null)));

        // Then
        assertThat(stores.modelIds()).isEmpty();
        assertThat(stores.of("a").journal().summary("a", 0)).isEqualTo(new JournalSummary(0, 0, 0, 0));
    }

    @Test
    void shouldHaveTheLaterOfTwoRowsOfAKey() {
        // Given
        restore(0, rowsOf("a", 1, 1));

        // When
        restore(0, rowsOf("a", 5, 5));

        // Then
        assertThat(stores.of("a")
                        .snapshots()
                        .manifest("a")
                        .orElseThrow()
                        .newest()
                        .orElseThrow()
                        .version())
                .isEqualTo(5);
        assertThat(stores.of("a").frequencies().newestVersion("a")).hasValue(5);
    }

    @Test
    void shouldDetectThatSnapshotAndFrequenciesAreOfDifferentMoments() {
        // Given
        restore(0, rowsOf("a", 3, 3));
        assertThat(stores.areOfOneCommit()).isTrue();

        // When: the snapshot of version 7 was committed between reading one changelog and the other
        restore(1, rowsOf("b", 7, 3));

        // Then
        assertThat(stores.areOfOneCommit()).isFalse();
    }

    @Test
    void shouldAcceptAModelWithoutASnapshotAsOneCommit() {
        // Given
        ChangelogStores application = new ChangelogStores(APPLICATION, 1);
        application.of("a").snapshots().begin("a", SnapshotManifest.begin(Map.of()));

        // When
        restore(0, records(application));

        // Then
        assertThat(stores.modelIds()).containsExactly("a");
        assertThat(stores.areOfOneCommit()).isTrue();
    }

    /** A model with a mini-batch in its journal, a snapshot of one version, and frequencies of another. */
    private static List<ConsumerRecord<byte[], byte[]>> rowsOf(
            String modelId, long snapshotVersion, long frequenciesVersion) {
        ChangelogStores application = new ChangelogStores(APPLICATION, 1);
        LearnerStores written = application.of(modelId);
        written.journal()
                .append(
                        modelId,
                        0,
                        WordCounts.newBuilder()
                                .setDocumentId("d0")
                                .setTerms(List.of("oil"))
                                .setCounts(List.of(1))
                                .setTokenCount(1)
                                .build());
        written.journal().appendLearned(modelId, 0, OptionalDouble.empty());
        written.snapshots().begin(modelId, SnapshotManifest.begin(Map.of("key", "value")));
        written.snapshots().save(modelId, snapshotVersion, 1, Instant.EPOCH, new byte[] {1}, 3);
        written.frequencies().replace(modelId, frequenciesVersion, 1, new TreeMap<>(Map.of("oil", 1.0)));
        return records(application);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(ChangelogStores written) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> change : written.changes()) {
            records.add(new ConsumerRecord<>(change.topic(), 0, records.size(), change.key(), change.value()));
        }
        return records;
    }

    private void restore(int partition, List<ConsumerRecord<byte[], byte[]>> rows) {
        rows.forEach(row ->
                stores.restore(new ConsumerRecord<>(row.topic(), partition, row.offset(), row.key(), row.value())));
    }

    private static int partition(String modelId) {
        return Utils.toPositive(Utils.murmur2(modelId.getBytes(UTF_8))) % PARTITIONS;
    }
}
