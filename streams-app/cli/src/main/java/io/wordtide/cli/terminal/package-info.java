/**
 * The layer between a command and the person who typed it: exit codes, log lines, Ctrl-C, and errors that are one clear
 * line. Depends on nothing else in the program.
 */
@NullMarked
package io.wordtide.cli.terminal;

import org.jspecify.annotations.NullMarked;
