/** Programs that the documentation quotes; the build compiles them and a test runs them. */
@NullMarked
package io.wordtide.examples;

import org.jspecify.annotations.NullMarked;
