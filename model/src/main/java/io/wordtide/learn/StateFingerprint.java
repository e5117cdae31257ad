package io.wordtide.learn;

import io.wordtide.snapshot.StateFile;

/**
 * SHA-256 of everything a learner has learned, without provenance: two learners with the same fingerprint are identical
 * bit for bit. Stateless, thread-safe while the learner is not learning.
 */
public final class StateFingerprint {

    private StateFingerprint() {}

    /** Hexadecimal SHA-256 of the state that {@link OnlineLearner#visitState} visits. */
    public static String of(OnlineLearner learner) {
        return StateFile.fingerprint(learner::visitState);
    }
}
