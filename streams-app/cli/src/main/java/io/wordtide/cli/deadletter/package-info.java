/**
 * Looking after the dead letters: reading them, and sending the documents they tell of to be learned again.
 *
 * <p>Read {@link io.wordtide.cli.deadletter.StoredDeadLetter} first, then
 * {@link io.wordtide.cli.deadletter.DeadLetterReplay}. How dead letters come about is told in
 * {@link io.wordtide.streams.error}. Uses Kafka's plain clients; the application need not run.
 */
@NullMarked
package io.wordtide.cli.deadletter;

import org.jspecify.annotations.NullMarked;
