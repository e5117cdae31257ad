/** Tests of the application as a whole. */
@NullMarked
package io.wordtide.app;

import org.jspecify.annotations.NullMarked;
