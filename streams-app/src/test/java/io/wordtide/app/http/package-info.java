@NullMarked
package io.wordtide.app.http;

import org.jspecify.annotations.NullMarked;
