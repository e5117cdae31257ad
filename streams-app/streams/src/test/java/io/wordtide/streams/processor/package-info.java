/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.streams.processor;

import org.jspecify.annotations.NullMarked;
