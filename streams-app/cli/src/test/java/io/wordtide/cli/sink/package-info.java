/** Tests of {@link io.wordtide.cli.sink}. */
@NullMarked
package io.wordtide.cli.sink;

import org.jspecify.annotations.NullMarked;
