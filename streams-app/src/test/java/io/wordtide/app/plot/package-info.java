/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.app.plot;

import org.jspecify.annotations.NullMarked;
