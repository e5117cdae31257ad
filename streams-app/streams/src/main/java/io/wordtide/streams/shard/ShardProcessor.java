package io.wordtide.streams.shard;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Holds a shard for as long as its task is here. The topic of shards carries no records: its partitions are the shards,
 * so that Kafka Streams spreads them over the instances and moves them when one joins or leaves.
 */
@SuppressWarnings("NullAway.Init") // init() comes before every other call
public final class ShardProcessor implements Processor<byte[], byte[], Void, Void> {

    private final Shards shards;
    private int shard;

    /** @param shards of the process */
    public ShardProcessor(Shards shards) {
        this.shards = shards;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        shard = context.taskId().partition();
        shards.hold(shard, this);
    }

    @Override
    public void process(Record<byte[], byte[]> nothing) {
        // nobody writes to this topic
    }

    @Override
    public void close() {
        shards.release(shard, this);
    }
}
