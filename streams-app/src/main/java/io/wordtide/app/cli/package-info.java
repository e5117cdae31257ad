/**
 * The command line: one class a command, each a thin layer over the package that does the work.
 *
 * <p>Read {@link io.wordtide.app.cli.Main} first (commands, exit codes, how errors are told), then
 * {@link io.wordtide.app.cli.ClusterOptions} (which cluster a command talks to). Standard output is for what a command
 * was asked for; everything else goes to standard error. Commands run on the main thread; a signal stops them through
 * {@link io.wordtide.app.cli.StopSignal}.
 */
@NullMarked
package io.wordtide.app.cli;

import org.jspecify.annotations.NullMarked;
