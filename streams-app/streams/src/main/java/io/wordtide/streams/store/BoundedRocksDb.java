package io.wordtide.streams.store;

import io.wordtide.streams.config.WordtideKeys;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all RocksDB stores of the process: blocks, their indexes and filters, and write buffers
 * share one cache. Kafka Streams' own settings bound each store, so that memory grows with the number of tasks.
 *
 * <p>The first store decides the size. Kafka Streams calls {@link #close} once for each store; cache and manager
 * belong to the process and stay, since a store that opens with a closed cache silently gets one of its own.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Share of the bound that write buffers may fill before they are flushed. */
    private static final int WRITE_BUFFER_SHARE = 2;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writeBuffers) {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared all = shared(Long.parseLong(String.valueOf(configs.get(WordtideKeys.ROCKSDB_MEMORY))));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(all.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setWriteBufferManager(all.writeBuffers());
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String storeName, Options options) {
        // shared by all stores
    }

    private static synchronized Shared shared(long bytes) {
        if (shared == null) {
            Cache cache = new LRUCache(bytes);
            shared = new Shared(cache, new WriteBufferManager(bytes / WRITE_BUFFER_SHARE, cache));
        }
        return shared;
    }
}
