/** Tests of {@code io.wordtide.cli.dev} on a real broker and registry. */
@NullMarked
package io.wordtide.cli.dev;

import org.jspecify.annotations.NullMarked;
