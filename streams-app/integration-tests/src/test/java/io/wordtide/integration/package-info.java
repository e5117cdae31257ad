/** Tests of the whole application on a real broker and registry. */
@NullMarked
package io.wordtide.integration;

import org.jspecify.annotations.NullMarked;
