/** Tests of {@link io.wordtide.app.deadletter}. */
@NullMarked
package io.wordtide.app.deadletter;

import org.jspecify.annotations.NullMarked;
