/**
 * The Kafka Streams application: it reads documents and publishes what it learns from them.
 *
 * <p>Read {@link io.wordtide.streams.LearnerTopology} first (the graph on one screen), then
 * {@link io.wordtide.streams.processor.LearnProcessor} and the stores in {@code io.wordtide.streams.store};
 * {@link io.wordtide.server.LearnerApp} starts and stops it. The model knows nothing about any of this.
 */
@NullMarked
package io.wordtide.streams;

import org.jspecify.annotations.NullMarked;
