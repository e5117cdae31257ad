package io.wordtide.streams.shard;

/**
 * A round as one model's task opened it: after a restart the same documents are another round, so that answers to the
 * first are not taken for answers to the second.
 *
 * @param sender random, of the task
 * @param number of its rounds
 */
record RoundId(long sender, long number) {}
