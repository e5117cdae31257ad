package io.wordtide.chaos;

import io.wordtide.app.state.ChangelogStores;
import io.wordtide.app.store.BagJournal;
import io.wordtide.app.store.LearnerStores;
import io.wordtide.app.store.SnapshotManifest;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.schema.WordCounts;
import io.wordtide.snapshot.ModelSnapshot;
import io.wordtide.snapshot.StateFingerprint;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a stopped application has learned, as a restore from its changelogs gives it: the newest snapshot, with the
 * journal learned again on top.
 *
 * @param fingerprint hash of parameters, moments and vocabulary
 * @param frequencies the document frequencies
 * @param waitingCount bags that wait for their mini-batch
 */
record FinalState(String fingerprint, DocumentFrequencies frequencies, int waitingCount) {

    static FinalState read(Application application) {
        String modelId = application.config().defaultModelId();
        LearnerStores stores = ChangelogStores.read(application.config()).of(modelId);
        SnapshotManifest manifest = stores.snapshots().manifest(modelId).orElseThrow();
        DocumentFrequencies frequencies = stores.frequencies().load(modelId);
        OnlineLearner learner = manifest.hasSnapshot()
                ? ModelSnapshot.decode(
                        stores.snapshots().load(modelId, manifest),
                        application.config().learner(),
                        application.config().vocabulary(),
                        frequencies)
                : new OnlineLearner(
                        application.config().learner(), application.config().vocabulary(), frequencies);
        List<WordCounts> waiting = new ArrayList<>();
        stores.journal().read(modelId, manifest.nextSequence(), new BagJournal.Reader() {
            @Override
            public void onBag(WordCounts bag, long sequence) {
                waiting.add(bag);
            }

            @Override
            public void onBoundary(OptionalDouble publishedDrift) {
                learner.learn(waiting.stream().map(FinalState::bagOfWords).toList());
                publishedDrift.ifPresent(learner::movedWordVectors);
                waiting.clear();
            }
        });
        return new FinalState(StateFingerprint.of(learner), learner.documentFrequencies(), waiting.size());
    }

    private static BagOfWords bagOfWords(WordCounts bag) {
        return new BagOfWords(
                bag.getTerms(),
                bag.getCounts().stream().mapToInt(Integer::intValue).toArray());
    }
}
