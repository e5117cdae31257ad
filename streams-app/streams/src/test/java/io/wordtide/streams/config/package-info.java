/** Tests of the configuration. */
@NullMarked
package io.wordtide.streams.config;

import org.jspecify.annotations.NullMarked;
