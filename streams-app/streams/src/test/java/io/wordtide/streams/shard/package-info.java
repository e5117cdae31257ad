/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.streams.shard;

import org.jspecify.annotations.NullMarked;
