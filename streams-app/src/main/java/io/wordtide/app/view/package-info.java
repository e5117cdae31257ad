/**
 * Models as others may look at them while they learn.
 */
@NullMarked
package io.wordtide.app.view;

import org.jspecify.annotations.NullMarked;
