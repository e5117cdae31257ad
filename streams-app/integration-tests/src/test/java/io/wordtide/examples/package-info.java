/** What the pages quote, run on a real broker. */
@NullMarked
package io.wordtide.examples;

import org.jspecify.annotations.NullMarked;
