package io.wordtide.schema;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic as one value: its name and the serdes of its key and value, so that wiring cannot pair them wrongly.
 *
 * <p>As thread-safe as its serdes; those of {@link Topics} are.
 *
 * @param name full topic name, prefix included
 * @param key serde of the record's key
 * @param value serde of the record's value
 */
public record Topic<K, V>(String name, Serde<K> key, Serde<V> value) {}
