/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.cli.plot;

import org.jspecify.annotations.NullMarked;
