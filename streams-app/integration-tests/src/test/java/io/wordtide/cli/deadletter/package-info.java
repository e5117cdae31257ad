/** Tests of {@code io.wordtide.cli.deadletter} on a real broker and registry. */
@NullMarked
package io.wordtide.cli.deadletter;

import org.jspecify.annotations.NullMarked;
