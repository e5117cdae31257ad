/**
 * The output of the learners, read back from the topics and kept in bounded memory for requests.
 *
 * <p>Read {@link io.wordtide.server.follow.TopicFollower} first. It reads all partitions, so every instance knows the
 * reports, changes and documents of all models, wherever they learn.
 */
@NullMarked
package io.wordtide.server.follow;

import org.jspecify.annotations.NullMarked;
