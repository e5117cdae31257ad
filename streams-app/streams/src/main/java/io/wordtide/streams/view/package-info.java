/**
 * Models as others may look at them while they learn.
 */
@NullMarked
package io.wordtide.streams.view;

import org.jspecify.annotations.NullMarked;
