package io.wordtide.cli.sink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How to reach a database. Thread-safe. */
public final class PostgresDatabase {

    /**
     * Classes of SQLSTATE that another attempt may get past: connection, transaction rolled back, insufficient resources,
     * object not in the required state (locked), operator intervention (shutting down, starting up, cancelled), system error.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** A standby that has not been promoted yet, and time-outs of sessions and transactions. */
    private static final Set<String> TRANSIENT_STATES = Set.of("25006", "25P03", "25P04");

    private final String url;
    private final Properties properties = new Properties();

    /**
     * @param url {@code jdbc:postgresql://...}; its parameters take precedence over what is set here
     * @param user null for that of the URL or the operating system
     * @param password null for that of the driver's password file, if any
     */
    public PostgresDatabase(String url, @Nullable String user, @Nullable String password) {
        this.url = url;
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "wordtide-sink");
        // one statement for up to 128 rows
        properties.setProperty("reWriteBatchedInserts", "true");
        // details of errors quote rows
        properties.setProperty("logServerErrorDetail", "false");
        // a host that is gone sends no reset
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", "300");
    }

    /** Where it is, without parameters. */
    public String address() {
        return url.replaceFirst("\\?.*", "");
    }

    /** A connection whose transactions the caller commits. */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether the same may succeed later, without anybody changing a table or a setting of this process. */
    static boolean isTransient(SQLException error) {
        for (SQLException e = error; e != null; e = e.getNextException()) {
            String state = e.getSQLState();
            if (state != null
                    && state.length() == 5
                    && (TRANSIENT_CLASSES.contains(state.substring(0, 2)) || TRANSIENT_STATES.contains(state))) {
                return true;
            }
        }
        return false;
    }

    /** What went wrong, without the statement and its values, which the driver puts before it. */
    static String reason(SQLException error) {
        SQLException last = error;
        while (last.getNextException() != null) {
            last = last.getNextException();
        }
        return last.getMessage() + " (SQLSTATE " + last.getSQLState() + ")";
    }
}
