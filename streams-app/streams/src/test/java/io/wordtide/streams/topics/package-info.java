/** Tests of the public topics, on a real broker. */
@NullMarked
package io.wordtide.streams.topics;

import org.jspecify.annotations.NullMarked;
