/** Tests of {@link io.wordtide.app.ingest}. */
@NullMarked
package io.wordtide.app.ingest;

import org.jspecify.annotations.NullMarked;
