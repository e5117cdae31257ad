/** Tests of {@code io.wordtide.ingest} on a real broker and registry. */
@NullMarked
package io.wordtide.ingest;

import org.jspecify.annotations.NullMarked;
