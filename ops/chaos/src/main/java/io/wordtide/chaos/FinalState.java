package io.wordtide.chaos;

import io.wordtide.app.store.BagJournal;
import io.wordtide.app.store.LearnerStores;
import io.wordtide.app.store.SnapshotManifest;
import io.wordtide.app.topics.TopicReader;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.schema.WordCounts;
import io.wordtide.snapshot.ModelSnapshot;
import io.wordtide.snapshot.StateFingerprint;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

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
        LearnerStores stores = stores(application);
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

    private static LearnerStores stores(Application application) {
        Map<String, KeyValueStore<Bytes, byte[]>> stores = new HashMap<>();
        for (String name :
                List.of(LearnerStores.BAG_JOURNAL, LearnerStores.MODEL_SNAPSHOT, LearnerStores.DOCUMENT_FREQUENCIES)) {
            KeyValueStore<Bytes, byte[]> store =
                    Stores.inMemoryKeyValueStore(name).get();
            try (TopicReader reader =
                    new TopicReader(application.config().consumerProperties(), List.of(application.changelog(name)))) {
                reader.readToEnd(record -> store.put(Bytes.wrap(record.key()), record.value()));
            }
            stores.put(name, store);
        }
        return LearnerStores.of((ProcessingContext) Proxy.newProxyInstance(
                FinalState.class.getClassLoader(),
                new Class<?>[] {ProcessingContext.class},
                (proxy, method, arguments) -> stores.get((String) arguments[0])));
    }
}
