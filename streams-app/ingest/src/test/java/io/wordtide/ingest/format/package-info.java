/** Tests of {@link io.wordtide.ingest.format}. */
@NullMarked
package io.wordtide.ingest.format;

import org.jspecify.annotations.NullMarked;
