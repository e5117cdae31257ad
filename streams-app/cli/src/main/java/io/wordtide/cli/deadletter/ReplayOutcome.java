package io.wordtide.cli.deadletter;

/** What became of a dead letter that was to be replayed. */
public sealed interface ReplayOutcome {

    /** The original is on the documents topic again, committed; or would be, in a rehearsal. */
    record Replayed() implements ReplayOutcome {}

    /** An earlier run did it. */
    record ReplayedBefore() implements ReplayOutcome {}

    /**
     * It cannot be done.
     *
     * @param why what was expected, what was found, what to do instead
     */
    record Impossible(String why) implements ReplayOutcome {}
}
