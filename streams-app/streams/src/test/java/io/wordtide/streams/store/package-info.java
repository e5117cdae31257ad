/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.streams.store;

import org.jspecify.annotations.NullMarked;
