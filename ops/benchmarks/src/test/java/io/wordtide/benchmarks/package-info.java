/** Tests of what the benchmarks compute of their measurements, and of the documents that they generate. */
@NullMarked
package io.wordtide.benchmarks;

import org.jspecify.annotations.NullMarked;
