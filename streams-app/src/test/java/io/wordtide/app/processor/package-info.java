/** Tests of the package of the same name. */
@NullMarked
package io.wordtide.app.processor;

import org.jspecify.annotations.NullMarked;
