@NullMarked
package io.wordtide.cli.command;

import org.jspecify.annotations.NullMarked;
