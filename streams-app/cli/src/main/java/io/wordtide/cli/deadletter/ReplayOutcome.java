package io.wordtide.cli.deadletter;

/** The outcome of replaying a dead letter. */
public sealed interface ReplayOutcome {

    /** The original is on the documents topic again, committed; or would be, in a dry run. */
    record Replayed() implements ReplayOutcome {}

    /** An earlier run replayed it. */
    record ReplayedBefore() implements ReplayOutcome {}

    /**
     * It cannot be replayed.
     *
     * @param why what was expected, what was found, what to do instead
     */
    record Impossible(String why) implements ReplayOutcome {}
}
