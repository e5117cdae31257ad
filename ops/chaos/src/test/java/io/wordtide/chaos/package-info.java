/** Tests of the chaos harness; {@link io.wordtide.chaos.ChaosIT} is a short run of it. */
@NullMarked
package io.wordtide.chaos;

import org.jspecify.annotations.NullMarked;
