@NullMarked
package io.wordtide.server.follow;

import org.jspecify.annotations.NullMarked;
