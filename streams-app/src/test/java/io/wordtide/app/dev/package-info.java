@NullMarked
package io.wordtide.app.dev;

import org.jspecify.annotations.NullMarked;
