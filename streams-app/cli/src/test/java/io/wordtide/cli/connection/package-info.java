/** Tests of {@link io.wordtide.cli.connection}. */
@NullMarked
package io.wordtide.cli.connection;

import org.jspecify.annotations.NullMarked;
