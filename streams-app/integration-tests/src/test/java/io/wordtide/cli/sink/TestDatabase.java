package io.wordtide.cli.sink;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL server of the test's own, without pgvector, that can be stopped and started again. */
final class TestDatabase implements AutoCloseable {

    private final Path directory;
    private EmbeddedPostgres server;

    private TestDatabase(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    /** Aborts the test on machines for which there is no server. */
    static TestDatabase start(Path directory) throws IOException {
        try {
            return new TestDatabase(directory, builder(directory).start());
        } catch (IllegalStateException e) {
            return abort("no PostgreSQL server for this machine: " + e.getMessage());
        }
    }

    private static EmbeddedPostgres.Builder builder(Path directory) {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false);
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    PostgresDatabase asDatabase() {
        return new PostgresDatabase(url(), "postgres", null);
    }

    void stop() throws IOException {
        server.close();
    }

    /** On the same port, with the same data. */
    void startAgain() throws IOException {
        server = builder(directory).setPort(server.getPort()).start();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of a query, columns separated by bars as psql does. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> columns = new ArrayList<>();
                for (int n = 1; n <= found.getMetaData().getColumnCount(); n++) {
                    columns.add(String.valueOf(found.getString(n)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
