package io.wordtide.cli.sink;

import io.wordtide.streams.topics.RecordPosition;
import org.jspecify.annotations.Nullable;

/**
 * A record as a row.
 *
 * @param position where the record was read
 * @param values in the order of the table's columns; String, Integer, Long, Double, OffsetDateTime, float[] or null
 * @param k components of its vector
 */
record Row(RecordPosition position, @Nullable Object[] values, int k) {}
