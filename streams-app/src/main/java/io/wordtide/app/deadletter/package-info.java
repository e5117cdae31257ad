/**
 * Looking after the dead letters: reading them, and sending the documents they tell of to be learned again.
 *
 * <p>Read {@link io.wordtide.app.deadletter.StoredDeadLetter} first, then
 * {@link io.wordtide.app.deadletter.DeadLetterReplay}. How dead letters come about is told in
 * {@link io.wordtide.app.error}. Uses Kafka's plain clients; the application need not run.
 */
@NullMarked
package io.wordtide.app.deadletter;

import org.jspecify.annotations.NullMarked;
