@NullMarked
package io.wordtide.personal;

import org.jspecify.annotations.NullMarked;
