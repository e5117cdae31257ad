package io.wordtide.chaos;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.streams.processor.RestoredModel;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a model of a stopped application has learned, restored from its changelogs: the newest snapshot, with the journal learned
 * again on top.
 *
 * @param fingerprint hash of parameters, moments and vocabulary
 * @param frequencies the document frequencies
 * @param isCounted whether the model uses the frequency of a term
 * @param waitingCount bags that wait for their mini-batch
 */
record FinalState(String fingerprint, DocumentFrequencies frequencies, Predicate<String> isCounted, int waitingCount) {

    /** Of each model, by its id. */
    static SortedMap<String, FinalState> read(Application application) {
        ChangelogStores stores = ChangelogStores.read(application.config());
        SortedMap<String, FinalState> models = new TreeMap<>();
        for (String modelId : stores.modelIds()) {
            models.put(modelId, of(RestoredModel.of(modelId, application.config(), stores.of(modelId))));
        }
        return models;
    }

    private static FinalState of(RestoredModel model) {
        Vocabulary vocabulary = model.learner().vocabulary();
        return new FinalState(
                StateFingerprint.of(model.learner()),
                model.learner().documentFrequencies(),
                term -> !vocabulary.isFixed() || vocabulary.row(term) != Vocabulary.NO_ROW,
                model.waitingBags().size());
    }
}
