/**
 * State as bytes: what a model must keep to continue with identical bits after a restart. Depends on no model and no
 * other package.
 *
 * <p>Read {@link io.wordtide.snapshot.StateVisitor} first, then {@link io.wordtide.snapshot.StateFile}.
 */
@NullMarked
package io.wordtide.snapshot;

import org.jspecify.annotations.NullMarked;
