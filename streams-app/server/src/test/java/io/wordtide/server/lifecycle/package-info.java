/** Tests of starting several things in a row. */
@NullMarked
package io.wordtide.server.lifecycle;

import org.jspecify.annotations.NullMarked;
