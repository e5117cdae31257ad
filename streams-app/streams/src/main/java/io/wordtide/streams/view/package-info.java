/**
 * Views of the models for readers, while the models learn.
 */
@NullMarked
package io.wordtide.streams.view;

import org.jspecify.annotations.NullMarked;
