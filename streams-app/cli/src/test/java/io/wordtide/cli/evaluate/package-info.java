/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.cli.evaluate;

import org.jspecify.annotations.NullMarked;
