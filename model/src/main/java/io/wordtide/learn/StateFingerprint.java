package io.wordtide.learn;

import io.wordtide.snapshot.StateFile;

/**
 * SHA-256 of everything a learner has learned, without provenance: two learners with the same fingerprint are the same
 * to the bit. Stateless, thread-safe as long as the learner is not learning meanwhile.
 */
public final class StateFingerprint {

    private StateFingerprint() {}

    /** Hexadecimal SHA-256 of the state that {@link OnlineLearner#visitState} walks over. */
    public static String of(OnlineLearner learner) {
        return StateFile.fingerprint(learner::visitState);
    }
}
