/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.streams.error;

import org.jspecify.annotations.NullMarked;
