/**
 * One class for each command, named after it, and helpers that only commands need; commands with subcommands are in
 * packages of their own. A command reads its options, opens what it works on, and prints; the packages beside this one
 * and the other modules do the work.
 */
@NullMarked
package io.wordtide.cli.command;

import org.jspecify.annotations.NullMarked;
