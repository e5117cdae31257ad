/**
 * The wire records (generated from {@code src/main/avro}) and the topics that carry them.
 *
<<<<<<< HEAD
 * <p>Read {@link io.wordtide.schema.Topic} first, then {@link io.wordtide.schema.Topics}.
 * {@link io.wordtide.schema.RecordSizes} is the one place that says how large a record may be. Knows Kafka's serdes and the
 * registry client; knows neither Kafka Streams nor the model. Avro makes instances of the records only once it has been
 * told to trust them, which {@link io.wordtide.schema.Topics#of} does.
||||||| 105a81a
 * <p>Read {@link io.wordtide.schema.Topic} first, then {@link io.wordtide.schema.Topics}. Knows Kafka's serdes and the
 * registry client; knows neither Kafka Streams nor the model. Avro makes instances of the records only once it has been
 * told to trust them, which {@link io.wordtide.schema.Topics#of} does.
=======
 * <p>Read {@link io.wordtide.schema.Topic} first, then {@link io.wordtide.schema.Topics}. Depends on Kafka's serdes and
 * the registry client, but on neither Kafka Streams nor the model. Avro instantiates the records only once they are
 * trusted, which {@link io.wordtide.schema.Topics#of} sees to.
>>>>>>> b64108ffb12b7d4d73d9a2f2daa745a409f551b5
 */
@NullMarked
package io.wordtide.schema;

import org.jspecify.annotations.NullMarked;
