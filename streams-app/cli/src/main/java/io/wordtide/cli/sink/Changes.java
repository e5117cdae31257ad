package io.wordtide.cli.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What a batch of records changes in a table, in the end: a statement cannot change a row twice, so the last record of a
 * row wins. Deletions come first, then rows; a row that was written and then deleted within the batch is not among them.
 * Not thread-safe.
 */
final class Changes {

    private final Function<Row, List<Object>> primaryKey;

    private final Set<String> deleted = new LinkedHashSet<>();

    /** By the record's key, then by primary key. */
    private final Map<String, Map<List<Object>, Row>> rows = new LinkedHashMap<>();

    /** @param primaryKey what tells rows of the same key apart */
    Changes(Function<Row, List<Object>> primaryKey) {
        this.primaryKey = primaryKey;
    }

    void put(String key, Row row) {
        rows.computeIfAbsent(key, any -> new LinkedHashMap<>()).put(primaryKey.apply(row), row);
    }

    /** Every row of a key. */
    void delete(String key) {
        rows.remove(key);
        deleted.add(key);
    }

    /** Keys whose rows are to be deleted before {@link #rows} are written. */
    List<String> deleted() {
        return List.copyOf(deleted);
    }

    List<Row> rows() {
        List<Row> all = new ArrayList<>();
        rows.values().forEach(ofKey -> all.addAll(ofKey.values()));
        return all;
    }

    void clear() {
        deleted.clear();
        rows.clear();
    }
}
