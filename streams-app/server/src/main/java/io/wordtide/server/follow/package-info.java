/**
 * What leaves the learners, read back from the topics and kept in memory, bounded, for those who ask.
 *
 * <p>Read {@link io.wordtide.server.follow.TopicFollower} first. It reads all partitions, so every instance knows the
 * reports, changes and documents of all models, wherever they learn.
 */
@NullMarked
package io.wordtide.server.follow;

import org.jspecify.annotations.NullMarked;
