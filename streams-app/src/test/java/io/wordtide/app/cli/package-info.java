/** Tests of the command line, run in this process. */
@NullMarked
package io.wordtide.app.cli;

import org.jspecify.annotations.NullMarked;
