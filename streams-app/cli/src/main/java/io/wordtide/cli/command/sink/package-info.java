/**
 * {@code wordtide sink}: {@link io.wordtide.cli.command.sink.SinkCommand} names its subcommands, one for each kind of
 * database. The sink itself is in {@code io.wordtide.cli.sink}.
 */
@NullMarked
package io.wordtide.cli.command.sink;

import org.jspecify.annotations.NullMarked;
