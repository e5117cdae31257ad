@NullMarked
package io.wordtide.server.http;

import org.jspecify.annotations.NullMarked;
