package io.wordtide.train;

/** Receives the progress of a training run, on the thread that trains. */
public interface TrainingListener {

    /** Called before the first epoch of this run, with the number of epochs completed in earlier ones. */
    default void began(int epochsMade) {}

    /** Called when this many more documents have been learned. */
    default void learned(int documents) {}

    default void validated(Validation validation) {}

    /** Asked after each epoch; training writes a checkpoint before it stops. */
    default boolean stopRequested() {
        return false;
    }
}
