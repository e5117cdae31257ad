@NullMarked
package io.wordtide.app.follow;

import org.jspecify.annotations.NullMarked;
