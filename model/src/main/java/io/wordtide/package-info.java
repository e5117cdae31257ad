/**
 * The entry point for programs that learn from texts without Kafka: {@link io.wordtide.TextLearner}.
 */
@NullMarked
package io.wordtide;

import org.jspecify.annotations.NullMarked;
