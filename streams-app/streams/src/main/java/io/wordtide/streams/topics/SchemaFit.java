package io.wordtide.streams.topics;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import io.wordtide.schema.Document;
import io.wordtide.schema.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whether records of a writer's schema can be read as one of ours, and if not, why. Judged from the two schemas alone, so
 * that a message names fields and types and never a value.
 *
 * <p>It differs from {@link SchemaCompatibility}, and so from what a registry checks, where Avro's reader does: the name of
 * the record does not matter (ksqlDB and Kafka Connect have their own), a union fits if one of its types does, and times
 * are read in the writer's unit ({@link AvroTimes}).
 *
 * <p>Thread-safe.
 */
public final class SchemaFit {

    /** Documents. An id that is missing or null, or a text that is null, is judged record by record. */
    public static final SchemaFit DOCUMENTS =
            new SchemaFit(Document.getClassSchema(), Set.of("id"), Set.of("id", "text"));

    /** Fields of a foreign schema that a message names, and characters of each. */
    private static final int MOST_NAMES = 20;

    private static final int LONGEST_NAME = 60;

    private static final SpecificData DATA = AvroTimes.conversions();

    static {
        TrustedRecords.trust();
    }

    private final Schema reader;
    private final Set<String> mayBeMissing;
    private final Set<String> mayBeNull;

    private SchemaFit(Schema reader, Set<String> mayBeMissing, Set<String> mayBeNull) {
        this.reader = reader;
        this.mayBeMissing = mayBeMissing;
        this.mayBeNull = mayBeNull;
    }

    /** Records of one kind, each field of which has to have a value. */
    public static SchemaFit of(Schema reader) {
        return new SchemaFit(reader, Set.of(), Set.of());
    }

    /**
     * Why records of a schema cannot be read, with what to do; empty if they can, as far as their schema shows. At most
     * some 2,000 characters.
     */
    public Optional<String> misfit(Schema writer) {
        List<Schema> records = records(writer).toList();
        if (records.isEmpty()) {
            return Optional.of("expected a record with " + requiredFields() + ", found " + describe(writer)
                    + "; send a record (in Kafka Connect: the transform HoistField$Value with field=text)");
        }
        return switch ((int) readerSchemas(writer).distinct().count()) {
            case 0 -> Optional.of(misfitOfRecord(records.get(0)));
            case 1 -> Optional.empty();
            default ->
                Optional.of("expected one record with " + requiredFields() + ", found a union of several whose fields"
                        + " have to be read in different ways; give each a schema of its own");
        };
    }

    /**
     * Fields that are not read although their names differ from ours only in case or underscores, with what to do; empty
     * if there are none.
     */
    public Optional<String> unread(Schema writer) {
        return fitting(writer).map(this::renames).filter(not(String::isEmpty)).findFirst();
    }

    /**
     * A reader of records of a schema that fits. A field that may be null or missing is null then, whatever the generated
     * class says.
     */
    public <V extends SpecificRecord> SpecificDatumReader<V> reader(Schema writer) {
        return new SpecificDatumReader<>(
                writer, readerSchemas(writer).findFirst().orElseThrow(), DATA);
    }

    /** How to read each of the records that fit. */
    private Stream<Schema> readerSchemas(Schema writer) {
        return fitting(writer).map(this::readerSchema);
    }

    private Schema readerSchema(Schema record) {
        List<Schema.Field> fields = reader.getFields().stream()
                .map(field -> {
                    Schema schema = readerSchema(field, record.getField(field.name()));
                    boolean isMissing = !field.hasDefaultValue() && record.getField(field.name()) == null;
                    return new Schema.Field(
                            field.name(),
                            schema,
                            field.doc(),
                            isMissing ? JsonProperties.NULL_VALUE : field.defaultVal());
                })
                .toList();
        return Schema.createRecord(reader.getName(), reader.getDoc(), reader.getNamespace(), false, fields);
    }

    private Schema readerSchema(Schema.Field field, Schema.@Nullable Field written) {
        if (written == null) {
            return field.hasDefaultValue() ? field.schema() : nullable(Stream.of(field.schema()));
        }
        if (isTime(field)) {
            Stream<Schema> times = types(written.schema()).flatMap(type -> AvroTimes.readerOf(type).stream());
            return isNullable(field.schema())
                    ? nullable(times.distinct())
                    : times.findFirst().orElseThrow();
        }
        return mayBeNull.contains(field.name()) && isNullable(written.schema())
                ? nullable(Stream.of(field.schema()))
                : field.schema();
    }

    private static Schema nullable(Stream<Schema> types) {
        return Schema.createUnion(
                Stream.concat(Stream.of(Schema.create(Schema.Type.NULL)), types).toList());
    }

    /** The records that can be read: several in a union, perhaps. */
    private Stream<Schema> fitting(Schema writer) {
        return records(writer).filter(record -> problems(record).isEmpty());
    }

    private String misfitOfRecord(Schema writer) {
        if (writer.getField("op") != null && (writer.getField("after") != null || writer.getField("before") != null)) {
            return "expected a record with " + requiredFields() + ", found a change event of Debezium with "
                    + names(writer) + "; unwrap it with the transform io.debezium.transforms.ExtractNewRecordState";
        }
        Optional<Schema.Field> envelope = writer.getFields().stream()
                .filter(field -> fitting(field.schema()).findFirst().isPresent())
                .findFirst();
        if (envelope.isPresent()) {
            String name = cut(envelope.get().name());
            return "expected a record with " + requiredFields() + ", found one within the field " + name
                    + "; send that alone (in Kafka Connect: the transform ExtractField$Value with field=" + name + ")";
        }
        String renames = renames(writer);
        return String.join("; ", problems(writer)) + (renames.isEmpty() ? "" : "; " + renames);
    }

    /** Empty if the record fits. */
    private List<String> problems(Schema writer) {
        List<String> problems = new ArrayList<>();
        for (Schema.Field field : reader.getFields()) {
            Schema.Field written = writer.getField(field.name());
            if (written == null) {
                if (!field.hasDefaultValue() && !mayBeMissing.contains(field.name())) {
                    problems.add("expected a field " + field.name() + " of type " + describe(field.schema())
                            + ", found " + names(writer));
                }
            } else if (types(written.schema()).noneMatch(type -> isReadable(field, type))) {
                problems.add("expected the field " + field.name() + " as "
                        + (isTime(field) ? AvroTimes.EXPECTED : describe(field.schema())) + ", found "
                        + describe(written.schema())
                        + (field.hasDefaultValue() ? "; convert it or leave it out" : "; convert it"));
            }
        }
        return problems;
    }

    private boolean isReadable(Schema.Field field, Schema writer) {
        if (writer.getType() == Schema.Type.NULL) {
            return isNullable(field.schema()); // always null, so it might as well be missing
        }
        if (isTime(field)) {
            return AvroTimes.readerOf(writer).isPresent();
        }
        return SchemaCompatibility.checkReaderWriterCompatibility(field.schema(), writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    /** How to rename the fields that look like ones of ours; empty if there are none. */
    private String renames(Schema writer) {
        String renames = reader.getFields().stream()
                .filter(field -> writer.getField(field.name()) == null)
                .flatMap(field -> writer.getFields().stream()
                        .filter(written -> letters(written.name()).equals(letters(field.name())))
                        .limit(1)
                        .map(written -> cut(written.name()) + " to " + field.name()))
                .collect(joining(", "));
        return renames.isEmpty()
                ? ""
                : "rename " + renames + " (in ksqlDB with AS and the new name in backquotes; in Kafka Connect with the"
                        + " transform ReplaceField$Value)";
    }

    private String requiredFields() {
        return reader.getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .map(Schema.Field::name)
                .collect(joining(" and ", "the fields ", ""));
    }

    private static String letters(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isTime(Schema.Field field) {
        return types(field.schema()).anyMatch(AvroTimes::isTime);
    }

    private static boolean isNullable(Schema schema) {
        return types(schema).anyMatch(type -> type.getType() == Schema.Type.NULL);
    }

    private static Stream<Schema> records(Schema schema) {
        return types(schema).filter(type -> type.getType() == Schema.Type.RECORD);
    }

    /** The types of a union, or the one type that another schema is. */
    private static Stream<Schema> types(Schema schema) {
        return schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema);
    }

    private static String names(Schema writer) {
        int count = writer.getFields().size();
        if (count == 0) {
            return "a record without fields";
        }
        return "the fields "
                + writer.getFields().stream()
                        .limit(MOST_NAMES)
                        .map(field -> cut(field.name()))
                        .collect(joining(", "))
                + (count > MOST_NAMES ? " and " + (count - MOST_NAMES) + " more" : "");
    }

    private static String describe(Schema schema) {
        return types(schema)
                .limit(MOST_NAMES)
                .map(type -> {
                    String unit = AvroTimes.unit(type);
                    return type.getType().getName() + (unit.isEmpty() ? "" : " (" + cut(unit) + ")");
                })
                .collect(joining(" or "));
    }

    /** Names come from whoever registered the schema, and end in logs. */
    private static String cut(String name) {
        return name.codePoints()
                .limit(LONGEST_NAME)
                .mapToObj(character -> Character.isLetterOrDigit(character) || "_-.".indexOf(character) >= 0
                        ? Character.toString(character)
                        : "?")
                .collect(joining());
    }
}
