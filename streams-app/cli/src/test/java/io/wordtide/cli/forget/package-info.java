@NullMarked
package io.wordtide.cli.forget;

import org.jspecify.annotations.NullMarked;
