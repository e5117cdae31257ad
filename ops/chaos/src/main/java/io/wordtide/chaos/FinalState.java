package io.wordtide.chaos;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.streams.processor.RestoredModel;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.function.Predicate;

/**
 * What a stopped application has learned, restored from its changelogs: the newest snapshot, with the journal learned
 * again on top.
 *
 * @param fingerprint hash of parameters, moments and vocabulary
 * @param frequencies the document frequencies
 * @param isCounted whether the model uses the frequency of a term
 * @param waitingCount bags that wait for their mini-batch
 */
record FinalState(String fingerprint, DocumentFrequencies frequencies, Predicate<String> isCounted, int waitingCount) {

    static FinalState read(Application application) {
        String modelId = application.config().defaultModelId();
        RestoredModel model = RestoredModel.of(
                modelId,
                application.config(),
                ChangelogStores.read(application.config()).of(modelId));
        Vocabulary vocabulary = model.learner().vocabulary();
        return new FinalState(
                StateFingerprint.of(model.learner()),
                model.learner().documentFrequencies(),
                term -> !vocabulary.isFixed() || vocabulary.row(term) != Vocabulary.NO_ROW,
                model.waitingBags().size());
    }
}
