/** Tests of {@code io.wordtide.streams.topics} on a real broker and registry. */
@NullMarked
package io.wordtide.streams.topics;

import org.jspecify.annotations.NullMarked;
