/** Tests of {@link io.wordtide.ingest.sample}. */
@NullMarked
package io.wordtide.ingest.sample;

import org.jspecify.annotations.NullMarked;
