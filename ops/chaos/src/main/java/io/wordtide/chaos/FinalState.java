package io.wordtide.chaos;

import io.wordtide.app.processor.RestoredModel;
import io.wordtide.app.state.ChangelogStores;
import io.wordtide.snapshot.StateFingerprint;
import io.wordtide.text.DocumentFrequencies;

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
        RestoredModel model = RestoredModel.of(
                modelId,
                application.config(),
                ChangelogStores.read(application.config()).of(modelId));
        return new FinalState(
                StateFingerprint.of(model.learner()),
                model.learner().documentFrequencies(),
                model.waitingBags().size());
    }
}
