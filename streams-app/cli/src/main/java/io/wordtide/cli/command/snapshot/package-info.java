/**
 * {@code wordtide snapshot}: {@link io.wordtide.cli.command.snapshot.SnapshotCommand} names its subcommands. What they
 * do to stored models is in {@code io.wordtide.cli.changelog}.
 */
@NullMarked
package io.wordtide.cli.command.snapshot;

import org.jspecify.annotations.NullMarked;
