/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.streams.view;

import org.jspecify.annotations.NullMarked;
