package io.wordtide.schema;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may make instances of the wire records. It refuses every class that nobody vouched for,
 * because the name of the class stands in the schema and the schema may come from anyone.
 *
 * <p>The setting is Avro's own and holds for the process; what was trusted before stays so.
 */
public final class TrustedRecords {

    private static final ClassSecurityPredicate RECORDS = ClassSecurityValidator.builder()
            .add(Document.class)
            .add(WordCounts.class)
            .add(WordEmbedding.class)
            .add(DocumentEmbedding.class)
            .add(LearningReport.class)
            .add(SourceScores.class)
            .add(LearningEvent.class)
            .add(LearningEventKind.class)
            .add(DeadLetter.class)
            .add(DeadLetterReason.class)
            .build();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), RECORDS));
    }

    private TrustedRecords() {}

    /** Returns when the records are trusted; loading this class has done it, once. */
    public static void trust() {}
}
