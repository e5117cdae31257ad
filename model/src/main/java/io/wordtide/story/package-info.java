/**
 * Stories in a stream of documents: which documents report on the same thing, which are copies of each other, and which
 * stories are new, grow or fade. Knows neither Kafka nor the model that the vectors come from.
 *
 * <p>Read {@link io.wordtide.story.StoryTracker} first, then {@link io.wordtide.story.StoryReport}. Similarities are
 * computed on whole numbers ({@link io.wordtide.story.TermVector}): adding a document to a story and taking it out again
 * leaves no rounding behind, so that a restored tracker continues with identical bits whatever has passed through it.
 * Nothing here is thread-safe.
 */
@NullMarked
package io.wordtide.story;

import org.jspecify.annotations.NullMarked;
