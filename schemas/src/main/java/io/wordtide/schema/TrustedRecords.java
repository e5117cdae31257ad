package io.wordtide.schema;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro instantiate the wire records and the types of their fields. Avro rejects every class that is not trusted,
 * because the schema names the class and the schema may come from anyone.
 *
 * <p>The setting is Avro's own and applies to the whole process; what was trusted before stays trusted.
 */
public final class TrustedRecords {

    private static final List<Schema> RECORDS = List.of(
            Document.getClassSchema(),
            WordCounts.getClassSchema(),
            WordEmbedding.getClassSchema(),
            DocumentEmbedding.getClassSchema(),
            LearningReport.getClassSchema(),
            LearningEvent.getClassSchema(),
            Story.getClassSchema(),
            ForgottenDocument.getClassSchema(),
            DeadLetter.getClassSchema());

    static {
        ClassSecurityValidator.Builder trusted = ClassSecurityValidator.builder();
        RECORDS.forEach(schema -> add(schema, trusted));
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), trusted.build()));
    }

    private TrustedRecords() {}

    /** Adds the generated classes, which have the schemas' names, of a type and of all types in it; none contains itself. */
    private static void add(Schema schema, ClassSecurityValidator.Builder trusted) {
        switch (schema.getType()) {
            case RECORD -> {
                trusted.add(schema.getFullName());
                schema.getFields().forEach(field -> add(field.schema(), trusted));
            }
            case ENUM -> trusted.add(schema.getFullName());
            case ARRAY -> add(schema.getElementType(), trusted);
            case MAP -> add(schema.getValueType(), trusted);
            case UNION -> schema.getTypes().forEach(type -> add(type, trusted));
            default -> {}
        }
    }

    /** Returns once the records are trusted; loading this class does that, once. */
    public static void trust() {}
}
