/** Tests of the state behind a stopped application. */
@NullMarked
package io.wordtide.cli.changelog;

import org.jspecify.annotations.NullMarked;
