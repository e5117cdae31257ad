/** Tests of the configuration. */
@NullMarked
package io.wordtide.app.config;

import org.jspecify.annotations.NullMarked;
