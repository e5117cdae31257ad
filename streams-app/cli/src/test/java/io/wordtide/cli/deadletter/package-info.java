/** Tests of {@link io.wordtide.cli.deadletter}. */
@NullMarked
package io.wordtide.cli.deadletter;

import org.jspecify.annotations.NullMarked;
