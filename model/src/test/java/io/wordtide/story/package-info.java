@NullMarked
package io.wordtide.story;

import org.jspecify.annotations.NullMarked;
