package io.wordtide.train;

/** Hears how a training goes on, on the thread that trains. */
public interface TrainingListener {

    /** Before the first epoch of this run: that so many were made in earlier ones. */
    default void began(int epochsMade) {}

    /** So many documents more have been learned. */
    default void learned(int documents) {}

    default void validated(Validation validation) {}

    /** Asked after each epoch; a training that is to stop leaves a checkpoint. */
    default boolean stopRequested() {
        return false;
    }
}
