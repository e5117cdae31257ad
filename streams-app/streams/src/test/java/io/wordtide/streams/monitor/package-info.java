/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.streams.monitor;

import org.jspecify.annotations.NullMarked;
