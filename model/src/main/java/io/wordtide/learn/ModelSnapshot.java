package io.wordtide.learn;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateFile;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.Map;

/**
 * A learner's whole state as a {@link StateFile}. It excludes the document frequencies, which have a store of their
 * own. Stateless, thread-safe while the learner is not learning.
 */
public final class ModelSnapshot {

    private ModelSnapshot() {}

    /** Encodes everything but the document frequencies. */
    public static byte[] encode(OnlineLearner learner) {
        return StateFile.encode(learner.config().describe(), learner::visitState);
    }

    /**
     * Restores the learner of a snapshot.
     *
     * @param vocabulary a fresh one of the configured mode; a living one is filled from the snapshot
     * @param documentFrequencies as they were when the snapshot was taken
     * @throws SnapshotException if the bytes are damaged, of an unknown format, or of a differently configured model;
     *     the message names the differences and what to do
     */
    public static OnlineLearner decode(
            byte[] bytes, LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        OnlineLearner learner = new OnlineLearner(config, vocabulary, documentFrequencies);
        StateFile.decode(bytes, config.describe(), learner::visitState);
        return learner;
    }

    /** Where a snapshot came from: software, machine and time, as names and values. */
    public static Map<String, String> provenance(byte[] bytes) {
        return StateFile.provenance(bytes);
    }
}
