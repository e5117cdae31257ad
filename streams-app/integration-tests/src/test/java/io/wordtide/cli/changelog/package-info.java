/** Tests of {@code io.wordtide.cli.changelog} on a real broker and registry. */
@NullMarked
package io.wordtide.cli.changelog;

import org.jspecify.annotations.NullMarked;
