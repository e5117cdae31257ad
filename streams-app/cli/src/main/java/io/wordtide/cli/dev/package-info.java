/**
 * {@code wordtide dev}: everything in one process, fed by files or by the sample stream, with a view of what is
 * learned.
 *
 * <p>Read {@link io.wordtide.cli.dev.DevSession} first (what is started, in which order), then
 * {@link io.wordtide.cli.dev.StreamWatcher} (what the topics show) and {@link io.wordtide.cli.dev.Accounts} (the sum
 * that must hold). The numbers shown come from the topics, read committed, as any other reader would see them.
 */
@NullMarked
package io.wordtide.cli.dev;

import org.jspecify.annotations.NullMarked;
