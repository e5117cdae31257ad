@NullMarked
package io.wordtide.cli.option;

import org.jspecify.annotations.NullMarked;
