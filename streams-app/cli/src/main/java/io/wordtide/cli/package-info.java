/**
 * The command line: one class per command, each a thin layer over the package that does the work.
 *
 * <p>Read {@link io.wordtide.cli.Main} first (commands, exit codes, error reports), then
 * {@link io.wordtide.cli.option.ClusterOptions} (which cluster a command talks to). Standard output is for a command's
 * results; everything else goes to standard error. Commands run on the main thread; a signal stops them
 * through {@link io.wordtide.cli.terminal.StopSignal}.
 */
@NullMarked
package io.wordtide.cli;

import org.jspecify.annotations.NullMarked;
