/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.app.store;

import org.jspecify.annotations.NullMarked;
