package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.streams.config.WordtideKeys;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {

    /** Of the process: if another test was first, its bound holds. */
    private static final long BOUND = 16L << 20;

    @TempDir
    Path folder;

    /** What one store has in its write buffers is charged to the cache that the other one sees. */
    @Test
    void shouldLetAllStoresShareOneBound() throws RocksDBException {
        // Given
        BoundedRocksDb setter = new BoundedRocksDb();
        try (Options first = options(setter);
                Options second = options(setter);
                RocksDB writing = RocksDB.open(first, folder.resolve("first").toString());
                RocksDB idle = RocksDB.open(second, folder.resolve("second").toString())) {
            long before = idle.getLongProperty("rocksdb.block-cache-usage");

            // When
            for (int i = 0; i < 200; i++) {
                writing.put(new byte[] {(byte) i}, new byte[10_000]);
            }

            // Then
            assertThat(idle.getLongProperty("rocksdb.block-cache-usage")).isGreaterThan(before + 1_000_000);
        }
    }

    private static Options options(BoundedRocksDb setter) {
        Options options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
        setter.setConfig("any", options, Map.of(WordtideKeys.ROCKSDB_MEMORY, BOUND));
        return options;
    }
}
