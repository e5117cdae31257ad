package io.wordtide.cli.sink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

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
            PGProperty.USER.set(properties, user);
        }
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        PGProperty.APPLICATION_NAME.set(properties, "wordtide-sink");
        // one statement for up to 128 rows
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        // details of errors quote rows
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        // a host that is gone sends no reset
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_TIMEOUT.set(properties, 300);
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
        ServerErrorMessage fromServer = last instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String message = fromServer == null ? last.getMessage() : fromServer.getMessage();
        return message + " (SQLSTATE " + last.getSQLState() + ")";
    }
}
