/**
 * What the application says about itself: {@link io.wordtide.app.monitor.LearnerMetrics} states which numbers there are
 * and how they must add up.
 */
@NullMarked
package io.wordtide.app.monitor;

import org.jspecify.annotations.NullMarked;
