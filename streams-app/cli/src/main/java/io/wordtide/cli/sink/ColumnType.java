package io.wordtide.cli.sink;

import java.sql.Types;

/** Types of columns. */
enum ColumnType {
    TEXT("text", Types.VARCHAR),
    INTEGER("integer", Types.INTEGER),
    BIGINT("bigint", Types.BIGINT),
    DOUBLE("double precision", Types.DOUBLE),
    TIME("timestamp with time zone", Types.TIMESTAMP_WITH_TIMEZONE),
    REALS("real[]", Types.ARRAY),

    /** To be searched for neighbours; its SQL type is that of {@link VectorStorage}. */
    VECTOR("", Types.ARRAY);

    private final String sqlName;
    private final int jdbcType;

    ColumnType(String sqlName, int jdbcType) {
        this.sqlName = sqlName;
        this.jdbcType = jdbcType;
    }

    /** The type's name as PostgreSQL's {@code format_type} gives it. */
    String sqlName(VectorStorage storage, int k) {
        return this == VECTOR ? storage.type(k) : sqlName;
    }

    /** The type of a null; a batch whose types change from row to row is planned again and again. */
    int jdbcType() {
        return jdbcType;
    }
}
