/** Tests of {@link io.wordtide.app.ingest.format}. */
@NullMarked
package io.wordtide.app.ingest.format;

import org.jspecify.annotations.NullMarked;
