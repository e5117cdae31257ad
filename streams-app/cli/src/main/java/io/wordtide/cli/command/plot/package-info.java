/**
 * {@code wordtide plot}: {@link io.wordtide.cli.command.plot.PlotCommand} names its subcommands. The drawing is in
 * {@code io.wordtide.cli.plot}.
 */
@NullMarked
package io.wordtide.cli.command.plot;

import org.jspecify.annotations.NullMarked;
