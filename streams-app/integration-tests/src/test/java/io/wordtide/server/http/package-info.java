/** Tests of {@code io.wordtide.server.http} on a real broker and registry. */
@NullMarked
package io.wordtide.server.http;

import org.jspecify.annotations.NullMarked;
