@NullMarked
package io.wordtide.cli.dev;

import org.jspecify.annotations.NullMarked;
