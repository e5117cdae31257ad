package io.wordtide.cli.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresDatabaseTest {

    @ParameterizedTest
    @CsvSource({
        "08001, true", // no connection
        "57P01, true", // shutting down
        "57P03, true", // starting up
        "53100, true", // disk full
        "40P01, true", // deadlock
        "25006, true", // a standby
        "28P01, false", // wrong password
        "3D000, false", // no such database
        "42P01, false", // no such table
        "22000, false", // data
        "23514, false", // a check
        ", false"
    })
    void shouldTryAgainWhenTimeCanHelp(String state, boolean isTransient) {
        // Then
        assertThat(PostgresDatabase.isTransient(new SQLException("m", state))).isEqualTo(isTransient);
    }

    @Test
    void shouldReportTheServersReasonAndNotTheBatch() {
        // Given: the driver's outer exception quotes the statement with its values
        SQLException batch = new BatchUpdateException("Batch entry 0 INSERT ... was aborted", "08006", new int[0]);
        batch.setNextException(new SQLException("connection reset", "08006"));

        // Then
        assertThat(PostgresDatabase.reason(batch)).isEqualTo("connection reset (SQLSTATE 08006)");
        assertThat(PostgresDatabase.isTransient(batch)).isTrue();
    }

    @Test
    void shouldNameTheDatabaseWithoutParameters() {
        // Then
        assertThat(new PostgresDatabase("jdbc:postgresql://h:1/news?sslkey=x&user=u", null, null).address())
                .isEqualTo("jdbc:postgresql://h:1/news");
    }
}
