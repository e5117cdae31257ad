/** Tests of {@link io.wordtide.app.sample}. */
@NullMarked
package io.wordtide.app.sample;

import org.jspecify.annotations.NullMarked;
