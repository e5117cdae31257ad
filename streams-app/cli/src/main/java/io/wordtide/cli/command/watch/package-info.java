/**
 * {@code wordtide watch}: {@link io.wordtide.cli.command.watch.WatchCommand} names its subcommands, one for each topic
 * that the application writes; they share {@code WatchRecords}.
 */
@NullMarked
package io.wordtide.cli.command.watch;

import org.jspecify.annotations.NullMarked;
