package io.wordtide.schema;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one schema in Avro's binary encoding, into the same bytes as Avro's own writer. That one finds out for
 * each value of each record what its type and its conversion are, which took most of the time of writing; this one decides
 * it once, for the types that Wordtide's schemas have.
 *
 * <p>Source: Apache Avro 1.12 specification, "Binary Encoding". Thread-safe.
 */
final class RecordEncoder {

    private final Writer writer;

    private RecordEncoder(Writer writer) {
        this.writer = writer;
    }

    /** Writes values of one type. */
    @FunctionalInterface
    private interface Writer {

        void write(AvroOutput out, @Nullable Object value);
    }

    /**
     * An encoder for the records of a schema.
     *
     * @throws IllegalArgumentException if it has a type that no schema of Wordtide has
     */
    static RecordEncoder of(Schema schema) {
        return new RecordEncoder(writer(schema));
    }

    /**
     * Some bytes, and then the record.
     *
     * @throws RuntimeException if a value does not fit its type
     */
    byte[] encode(byte[] prefix, SpecificRecord value) {
        AvroOutput out = new AvroOutput(prefix);
        writer.write(out, value);
        return out.toByteArray();
    }

    private static Writer writer(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> (out, value) -> out.writeString(requireNonNull(value).toString());
            case INT -> (out, value) -> out.writeNumber((Integer) requireNonNull(value));
            case LONG -> number(schema);
            case FLOAT -> (out, value) -> out.writeFloat((Float) requireNonNull(value));
            case DOUBLE -> (out, value) -> out.writeDouble((Double) requireNonNull(value));
            case BOOLEAN -> (out, value) -> out.writeBoolean((Boolean) requireNonNull(value));
            case BYTES -> (out, value) -> out.writeBytes((ByteBuffer) requireNonNull(value));
            case ENUM ->
                (out, value) -> out.writeNumber(
                        schema.getEnumOrdinal(requireNonNull(value).toString()));
            case RECORD -> record(schema);
            case ARRAY -> array(writer(schema.getElementType()));
            case MAP -> map(writer(schema.getValueType()));
            case UNION -> union(schema.getTypes());
            default -> throw new IllegalArgumentException("expected a type of Wordtide's schemas, found " + schema);
        };
    }

    private static Writer number(Schema schema) {
        if (schema.getLogicalType() == null) {
            return (out, value) -> out.writeNumber((Long) requireNonNull(value));
        }
        if (!LogicalTypes.timestampMillis().equals(schema.getLogicalType())) {
            throw new IllegalArgumentException("expected times in milliseconds, found " + schema);
        }
        return (out, value) -> out.writeNumber(((Instant) requireNonNull(value)).toEpochMilli());
    }

    private static Writer record(Schema schema) {
        Writer[] fields =
                schema.getFields().stream().map(field -> writer(field.schema())).toArray(Writer[]::new);
        return (out, value) -> {
            SpecificRecord record = (SpecificRecord) requireNonNull(value);
            for (int i = 0; i < fields.length; i++) {
                fields[i].write(out, record.get(i));
            }
        };
    }

    /** One block with all items, if there are any, and an empty one that ends the array. */
    private static Writer array(Writer items) {
        return (out, value) -> {
            Collection<?> list = (Collection<?>) requireNonNull(value);
            if (!list.isEmpty()) {
                out.writeNumber(list.size());
                list.forEach(item -> items.write(out, item));
            }
            out.writeNumber(0);
        };
    }

    /** As an array of keys with their values. */
    private static Writer map(Writer values) {
        return (out, value) -> {
            Map<?, ?> map = (Map<?, ?>) requireNonNull(value);
            if (!map.isEmpty()) {
                out.writeNumber(map.size());
                map.forEach((key, item) -> {
                    out.writeString(key.toString());
                    values.write(out, item);
                });
            }
            out.writeNumber(0);
        };
    }

    /** The place of the value's type in the union, and then the value. */
    private static Writer union(List<Schema> types) {
        if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
            throw new IllegalArgumentException("expected a union of null and another type, found " + types);
        }
        Writer present = writer(types.get(1));
        return (out, value) -> {
            out.writeNumber(value == null ? 0 : 1);
            if (value != null) {
                present.write(out, value);
            }
        };
    }
}
