/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.app.error;

import org.jspecify.annotations.NullMarked;
