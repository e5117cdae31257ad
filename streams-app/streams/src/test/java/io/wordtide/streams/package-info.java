/** Tests of the application as a whole. */
@NullMarked
package io.wordtide.streams;

import org.jspecify.annotations.NullMarked;
