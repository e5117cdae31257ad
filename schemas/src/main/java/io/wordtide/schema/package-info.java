/**
 * The wire records (generated from {@code src/main/avro}) and the topics that carry them.
 *
 * <p>Read {@link io.wordtide.schema.Topic} first, then {@link io.wordtide.schema.Topics}.
 * {@link io.wordtide.schema.RecordSizes} says how large a record may be. Depends on Kafka's serdes and the registry
 * client, but on neither Kafka Streams nor the model. Avro instantiates the records only once they are trusted, which
 * {@link io.wordtide.schema.Topics#of} sees to.
 */
@NullMarked
package io.wordtide.schema;

import org.jspecify.annotations.NullMarked;
