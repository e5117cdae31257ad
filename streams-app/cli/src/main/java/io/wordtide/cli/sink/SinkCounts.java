package io.wordtide.cli.sink;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;

/** What has been committed to the database since the sink was started, in records. Not thread-safe. */
final class SinkCounts {

    private final Map<String, Long> byTable = new LinkedHashMap<>();
    private long refused;

    /** @param table counted from the start, so that it is named while it has no rows */
    void start(String table) {
        byTable.put(table, 0L);
    }

    void add(Map<String, Integer> records, int refusedRecords) {
        records.forEach((table, count) -> byTable.merge(table, (long) count, Long::sum));
        refused += refusedRecords;
    }

    long total() {
        return byTable.values().stream().mapToLong(Long::longValue).sum() + refused;
    }

    long refused() {
        return refused;
    }

    @Override
    public String toString() {
        return byTable.entrySet().stream()
                        .map(table -> "%,d records to %s".formatted(table.getValue(), table.getKey()))
                        .collect(joining(", "))
                + ", %,d refused".formatted(refused);
    }
}
