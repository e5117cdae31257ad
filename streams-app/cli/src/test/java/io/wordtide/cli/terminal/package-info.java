/** Tests of what a person at the terminal sees. */
@NullMarked
package io.wordtide.cli.terminal;

import org.jspecify.annotations.NullMarked;
