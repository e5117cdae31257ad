/**
 * Configuration: every key of Wordtide, checked once at start-up, and Kafka's own keys passed through.
 *
 * <p>Read {@link io.wordtide.streams.config.WordtideConfig} first, then {@link io.wordtide.streams.config.WordtideKeys}
 * (the definition of each key) and {@link io.wordtide.streams.config.StepTiming} (what follows from the measured time
 * of a learning step). Depends on Kafka's clients and Streams, the schemas and the model, but on no other package of
 * the application. Everything here is immutable and safe to share between threads.
 */
@NullMarked
package io.wordtide.streams.config;

import org.jspecify.annotations.NullMarked;
