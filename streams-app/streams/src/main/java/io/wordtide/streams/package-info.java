/**
 * The Kafka Streams application: documents in, what is learned from them out.
 *
 * <p>Read {@link io.wordtide.streams.LearnerTopology} first (the graph on one screen), then
 * {@link io.wordtide.streams.processor.LearnProcessor} and the stores in {@code io.wordtide.streams.store};
 * {@link io.wordtide.server.LearnerApp} starts and stops it. The model knows nothing of all this.
 */
@NullMarked
package io.wordtide.streams;

import org.jspecify.annotations.NullMarked;
