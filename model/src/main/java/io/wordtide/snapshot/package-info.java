/**
 * The learner's state as bytes: what must be kept to go on, bit for bit, after a restart.
 *
 * <p>Read {@link io.wordtide.snapshot.StateVisitor} first, then {@link io.wordtide.snapshot.ModelSnapshot}.
 */
@NullMarked
package io.wordtide.snapshot;

import org.jspecify.annotations.NullMarked;
