/** Tests of {@link io.wordtide.cli.sink} on a real PostgreSQL. */
@NullMarked
package io.wordtide.cli.sink;

import org.jspecify.annotations.NullMarked;
