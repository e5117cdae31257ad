/** Tests of the command line, run in this process. */
@NullMarked
package io.wordtide.cli;

import org.jspecify.annotations.NullMarked;
