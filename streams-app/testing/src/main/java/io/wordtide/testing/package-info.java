/**
 * What the tests of several modules share: {@link io.wordtide.testing.TinyCorpus} is the stream that most of them
 * learn, {@link io.wordtide.testing.Patience} how long they wait, {@link io.wordtide.testing.Console} runs a command
 * line, {@link io.wordtide.testing.ChildJvm} a process. Depends on nothing but the schemas.
 */
@NullMarked
package io.wordtide.testing;

import org.jspecify.annotations.NullMarked;
