/** Tests of the state behind a stopped application. */
@NullMarked
package io.wordtide.app.state;

import org.jspecify.annotations.NullMarked;
