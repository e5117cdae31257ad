package io.wordtide.streams.processor;

import io.wordtide.schema.WordCounts;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Sends a bag where Kafka's own partitioner puts the id of its model, and a request to forget a document, which has no value,
 * to all partitions: who asks does not know which model has learned the document. Stateless.
 */
public final class BagPartitioner implements StreamPartitioner<String, WordCounts> {

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, @Nullable String key, @Nullable WordCounts value, int numPartitions) {
        return value == null
                ? Optional.of(IntStream.range(0, numPartitions).boxed().collect(Collectors.toSet()))
                : Optional.empty(); // Kafka's own
    }
}
