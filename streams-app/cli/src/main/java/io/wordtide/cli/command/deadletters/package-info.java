/**
 * {@code wordtide dead-letters}: {@link io.wordtide.cli.command.deadletters.DeadLettersCommand} names its subcommands.
 * The replay is in {@code io.wordtide.cli.deadletter}.
 */
@NullMarked
package io.wordtide.cli.command.deadletters;

import org.jspecify.annotations.NullMarked;
