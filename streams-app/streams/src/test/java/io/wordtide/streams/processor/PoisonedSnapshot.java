package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.ModelSnapshot;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.KeptSnapshot;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotManifest;
import java.util.List;
import java.util.Optional;

/** Makes every step from the newest snapshot of the model {@code default} break. */
final class PoisonedSnapshot {

    private PoisonedSnapshot() {}

    /** @param version that the newest of two snapshots is expected to have */
    static void plant(LearnerStores stores, WordtideConfig config, long version) {
        SnapshotManifest manifest = stores.snapshots().manifest("default").orElseThrow();
        KeptSnapshot newest = manifest.newest().orElseThrow();
        assertThat(newest.version()).isEqualTo(version);
        OnlineLearner learner = RestoredModel.snapshot("default", Optional.of(newest), config, stores);
        learner.visitState(new PoisonedBias());
        // as if it had not been taken yet, so that it goes to the same slot
        List<KeptSnapshot> older = manifest.snapshots().subList(0, 1);
        stores.snapshots()
                .begin("default", new SnapshotManifest(manifest.settings(), manifest.takenCount() - 1, older));
        stores.snapshots()
                .save(
                        "default",
                        newest.version(),
                        newest.nextSequence(),
                        newest.takenAt(),
                        ModelSnapshot.encode(learner),
                        config.snapshotKeep());
    }

    /** Writes NaN into the state, and changes nothing else. */
    private static final class PoisonedBias implements StateVisitor {

        @Override
        public void floats(String name, float[] values) {
            if (name.equals("generative.output.bias")) {
                values[0] = Float.NaN;
            }
        }

        @Override
        public void doubles(String name, double[] values) {
            // not damaged
        }
    }
}
