/** The Kafka Streams application. */
@NullMarked
package io.wordtide.app;

import org.jspecify.annotations.NullMarked;
