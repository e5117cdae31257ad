/** Tests of {@link io.wordtide.ingest}. */
@NullMarked
package io.wordtide.ingest;

import org.jspecify.annotations.NullMarked;
