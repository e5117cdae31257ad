/** Tests of {@code io.wordtide.cli.embedded} on a real broker and registry. */
@NullMarked
package io.wordtide.cli.embedded;

import org.jspecify.annotations.NullMarked;
