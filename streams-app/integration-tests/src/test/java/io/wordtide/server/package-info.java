/** Tests of {@code io.wordtide.server} on a real broker and registry. */
@NullMarked
package io.wordtide.server;

import org.jspecify.annotations.NullMarked;
