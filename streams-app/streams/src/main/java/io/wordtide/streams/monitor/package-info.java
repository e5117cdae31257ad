/**
 * What the application reports about itself: {@link io.wordtide.streams.monitor.LearnerMetrics} defines the counts and
 * how they must add up.
 */
@NullMarked
package io.wordtide.streams.monitor;

import org.jspecify.annotations.NullMarked;
