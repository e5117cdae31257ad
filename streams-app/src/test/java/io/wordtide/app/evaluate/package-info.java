/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.app.evaluate;

import org.jspecify.annotations.NullMarked;
