/** Tests of {@code io.wordtide.server}. */
@NullMarked
package io.wordtide.server;

import org.jspecify.annotations.NullMarked;
