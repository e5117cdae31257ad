/**
 * One class for each command, named after it, and what only commands need; commands that have subcommands are in
 * packages of their own. A command reads its options, opens what it works on, and prints; the work itself is done by
 * the packages beside this one and by the other modules.
 */
@NullMarked
package io.wordtide.cli.command;

import org.jspecify.annotations.NullMarked;
