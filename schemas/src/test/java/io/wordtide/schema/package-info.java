/** Tests of the wire records and the topics. */
@NullMarked
package io.wordtide.schema;

import org.jspecify.annotations.NullMarked;
