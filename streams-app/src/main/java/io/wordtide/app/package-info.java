/**
 * The Kafka Streams application: documents in, what is learned from them out.
 *
 * <p>Read {@link io.wordtide.app.LearnerTopology} first (the graph on one screen), then
 * {@link io.wordtide.app.processor.LearnProcessor} and the stores in {@code io.wordtide.app.store};
 * {@link io.wordtide.app.LearnerApp} starts and stops it. The model knows nothing of all this.
 */
@NullMarked
package io.wordtide.app;

import org.jspecify.annotations.NullMarked;
