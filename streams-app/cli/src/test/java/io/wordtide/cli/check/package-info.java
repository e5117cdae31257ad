/** Tests of what the checks report. */
@NullMarked
package io.wordtide.cli.check;

import org.jspecify.annotations.NullMarked;
