/**
 * {@code wordtide watch}: {@link io.wordtide.cli.command.watch.WatchCommand} names its subcommands, one for each topic
 * that the application writes; {@code WatchRecords} is what they have in common.
 */
@NullMarked
package io.wordtide.cli.command.watch;

import org.jspecify.annotations.NullMarked;
