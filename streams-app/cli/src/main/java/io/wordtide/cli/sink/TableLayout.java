package io.wordtide.cli.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates the tables of a database with the first record of each, since that says how many components vectors have, and
 * compares tables that exist with what is to be written. They may have further columns, which are left to their defaults.
 */
final class TableLayout {

    private static final Pattern VECTOR = Pattern.compile("vector\\((\\d+)\\)");

    private final Optional<VectorStorage> wanted;

    /** Components of the vectors, of tables that have been looked at on this connection. */
    private final Map<String, Integer> components = new HashMap<>();

    /** @param wanted how to store vectors; by default as the table does, in a new one as pgvector does if it is there */
    TableLayout(Optional<VectorStorage> wanted) {
        this.wanted = wanted;
    }

    /**
     * Creates the table, or requires that it fits.
     *
     * @param first a row that is to be written
     * @return how many components its vectors have
     * @throws SinkException if rows cannot be written to it; the message has the statement that would change that
     */
    int prepare(Connection connection, SinkTable<?> table, Row first) throws SQLException {
        Integer known = components.get(table.name());
        if (known != null) {
            return known;
        }
        Map<String, String> found = columns(connection, table.name());
        int k = found.isEmpty() ? create(connection, table, first) : requireFit(connection, table, found, first);
        components.put(table.name(), k);
        return k;
    }

    /** @param connection whose schema decides what the database can store */
    VectorStorage storage(Connection connection) throws SQLException {
        boolean available = isTrue(connection, "SELECT to_regtype('vector') IS NOT NULL");
        if (wanted.isPresent() && (available || wanted.get() == VectorStorage.ARRAY)) {
            return wanted.get();
        }
        boolean elsewhere =
                !available && isTrue(connection, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')");
        if (elsewhere) {
            throw new SinkException(
                    "expected pgvector's type in the search path, found the extension in another schema;"
                            + " name that in the URL, for example ?currentSchema=public,extensions, or use --vector array");
        }
        if (wanted.isPresent() && !available) {
            throw new SinkException("expected the extension pgvector, found a database without it; run CREATE EXTENSION"
                    + " vector as a user who may, or use --vector array");
        }
        return available ? VectorStorage.PGVECTOR : VectorStorage.ARRAY;
    }

    private int create(Connection connection, SinkTable<?> table, Row first) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(table.createSql(storage(connection), first.k()));
        }
        return first.k();
    }

    private int requireFit(Connection connection, SinkTable<?> table, Map<String, String> found, Row first)
            throws SQLException {
        Matcher vector = VECTOR.matcher(found.getOrDefault(table.vectorColumn(), ""));
        VectorStorage storage = vector.matches() ? VectorStorage.PGVECTOR : VectorStorage.ARRAY;
        if (wanted.isPresent() && wanted.get() != storage) {
            throw new SinkException("expected %s.%s of the type %s, found %s; leave --vector out, or use --table-prefix"
                    .formatted(
                            table.name(), table.vectorColumn(), wanted.get().type(), found.get(table.vectorColumn())));
        }
        int k = vector.matches() ? Integer.parseInt(vector.group(1)) : storedComponents(connection, table, first);
        List<String> names = table.columnNames();
        for (int n = 0; n < names.size(); n++) {
            String type = table.columnTypes().get(n).sqlName(storage, k);
            String existing = found.get(names.get(n));
            if (existing == null) {
                throw new SinkException(
                        "expected a column %2$s in %1$s, found none; add it: ALTER TABLE %1$s ADD COLUMN %2$s %3$s"
                                .formatted(table.name(), names.get(n), type));
            }
            if (!existing.equals(type)) {
                throw new SinkException("expected %s.%s of the type %s, found %s; use another --table-prefix"
                        .formatted(table.name(), names.get(n), type, existing));
            }
        }
        return k;
    }

    /** Arrays have no length in their type; the first row has. */
    private static int storedComponents(Connection connection, SinkTable<?> table, Row first) throws SQLException {
        String sql = "SELECT cardinality(%s) FROM %s LIMIT 1".formatted(table.vectorColumn(), table.name());
        try (Statement query = connection.createStatement();
                ResultSet found = query.executeQuery(sql)) {
            return found.next() ? found.getInt(1) : first.k();
        }
    }

    /** Types by name, without the schemas of types; empty if there is no such table. */
    private static Map<String, String> columns(Connection connection, String table) throws SQLException {
        String sql = "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table);
            Map<String, String> columns = new LinkedHashMap<>();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    columns.put(found.getString(1), found.getString(2));
                }
            }
            return columns;
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet found = query.executeQuery(sql)) {
            return found.next() && found.getBoolean(1);
        }
    }
}
