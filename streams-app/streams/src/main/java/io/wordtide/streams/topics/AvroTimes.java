package io.wordtide.streams.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * Units in which producers write a time. Avro resolves a number by its type alone and reads it in the reader's unit,
 * whatever the writer's, so the reader's schema must have the writer's unit.
 *
 * <p>A local time, which has no zone, counts as UTC. A number without a unit is milliseconds, as everywhere in Kafka. Units
 * are Avro's logical types ("Avro Specification 1.12.0", section "Logical Types") and, where a connector writes none, the
 * names in {@code connect.name} of Debezium's ("Debezium Connector for PostgreSQL", section "Temporal types").
 */
final class AvroTimes {

    private static final Schema MILLIS = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    private static final Schema MICROS = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    private static final Schema NANOS = LogicalTypes.timestampNanos().addToSchema(Schema.create(Schema.Type.LONG));
    private static final Schema DAYS = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));

    private static final Map<String, Schema> LONGS_BY_UNIT = Map.of(
            "", MILLIS,
            "timestamp-millis", MILLIS,
            "timestamp-micros", MICROS,
            "timestamp-nanos", NANOS,
            "local-timestamp-millis", MILLIS,
            "local-timestamp-micros", MICROS,
            "local-timestamp-nanos", NANOS,
            "io.debezium.time.Timestamp", MILLIS,
            "io.debezium.time.MicroTimestamp", MICROS,
            "io.debezium.time.NanoTimestamp", NANOS);

    private static final Map<String, Schema> INTS_BY_UNIT = Map.of("date", DAYS, "io.debezium.time.Date", DAYS);

    /** What a field may be, for messages. */
    static final String EXPECTED = "long with the logical type timestamp-millis, timestamp-micros or timestamp-nanos"
            + " (or local-timestamp-*), or as int with the logical type date";

    private AvroTimes() {}

    /** Whether a schema of ours is a time. */
    static boolean isTime(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }

    /** The schema to read a time with; empty if the writer's type is not a point in time. */
    static Optional<Schema> readerOf(Schema writer) {
        return switch (writer.getType()) {
            case LONG -> Optional.ofNullable(LONGS_BY_UNIT.get(unit(writer)));
            case INT -> Optional.ofNullable(INTS_BY_UNIT.get(unit(writer)));
            default -> Optional.empty();
        };
    }

    /** The name of a unit as the writer gives it; empty if it gives none. */
    static String unit(Schema writer) {
        String logicalType = writer.getProp(LogicalType.LOGICAL_TYPE_PROP);
        String connectName = writer.getProp("connect.name");
        return logicalType != null ? logicalType : connectName != null ? connectName : "";
    }

    /** Reads every unit as an instant. */
    static SpecificData conversions() {
        SpecificData data = new SpecificData();
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        data.addLogicalTypeConversion(new StartOfDayConversion());
        return data;
    }

    /** A day is the instant at which it starts in UTC. */
    private static final class StartOfDayConversion extends Conversion<Instant> {

        @Override
        public Class<Instant> getConvertedType() {
            return Instant.class;
        }

        @Override
        public String getLogicalTypeName() {
            return LogicalTypes.date().getName();
        }

        @Override
        public Instant fromInt(Integer daysSinceEpoch, Schema schema, LogicalType type) {
            return Instant.EPOCH.plus(Duration.ofDays(daysSinceEpoch));
        }
    }
}
