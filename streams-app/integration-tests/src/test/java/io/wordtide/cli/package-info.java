/** Tests of {@code io.wordtide.cli} on a real broker and registry. */
@NullMarked
package io.wordtide.cli;

import org.jspecify.annotations.NullMarked;
