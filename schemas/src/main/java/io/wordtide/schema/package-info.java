/**
 * The wire records (generated from {@code src/main/avro}) and the topics that carry them.
 *
 * <p>Read {@link io.wordtide.schema.Topic} first, then {@link io.wordtide.schema.Topics}.
 * {@link io.wordtide.schema.RecordSizes} is the one place that says how large a record may be. Knows Kafka's serdes and the
 * registry client; knows neither Kafka Streams nor the model. Avro makes instances of the records only once it has been
 * told to trust them, which {@link io.wordtide.schema.Topics#of} does.
 */
@NullMarked
package io.wordtide.schema;

import org.jspecify.annotations.NullMarked;
