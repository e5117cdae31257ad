/**
 * Reads the dead letters, and sends their documents to be learned again.
 *
 * <p>Read {@link io.wordtide.cli.deadletter.StoredDeadLetter} first, then
 * {@link io.wordtide.cli.deadletter.DeadLetterReplay}. How dead letters arise is described in
 * {@link io.wordtide.streams.error}. Uses Kafka's plain clients; the application need not run.
 */
@NullMarked
package io.wordtide.cli.deadletter;

import org.jspecify.annotations.NullMarked;
