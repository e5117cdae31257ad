/**
 * A running instance: {@link io.wordtide.server.LearnerApp} starts the topology of {@code io.wordtide.streams} and, if
 * one is configured, the HTTP server of {@code io.wordtide.server.http}, and stops both in order.
 */
@NullMarked
package io.wordtide.server;

import org.jspecify.annotations.NullMarked;
