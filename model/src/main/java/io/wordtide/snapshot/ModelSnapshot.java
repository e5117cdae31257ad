package io.wordtide.snapshot;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;

/** SKELETON, being written: a learner's whole state as bytes, with checksum and provenance. */
public final class ModelSnapshot {

    private ModelSnapshot() {}

    /** Everything but the document frequencies, which their own store keeps. */
    public static byte[] encode(OnlineLearner learner) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param vocabulary a fresh one of the configured mode; living ones are filled from the snapshot
     * @throws SnapshotException if the bytes are damaged, of an unknown format, or of a differently configured model
     */
    public static OnlineLearner decode(
            byte[] bytes, LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        throw new UnsupportedOperationException();
    }
}
