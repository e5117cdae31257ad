/** Tests of the embedded cluster, on a real broker and a real registry. */
@NullMarked
package io.wordtide.cli.embedded;

import org.jspecify.annotations.NullMarked;
