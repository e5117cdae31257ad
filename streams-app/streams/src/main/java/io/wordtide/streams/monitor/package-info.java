/**
 * What the application says about itself: {@link io.wordtide.streams.monitor.LearnerMetrics} states which numbers there are
 * and how they must add up.
 */
@NullMarked
package io.wordtide.streams.monitor;

import org.jspecify.annotations.NullMarked;
