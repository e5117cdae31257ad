package io.wordtide.schema;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro instantiate the wire records. Avro rejects every class that is not trusted, because the schema names the
 * class and the schema may come from anyone.
 *
 * <p>The setting is Avro's own and applies to the whole process; what was trusted before stays trusted.
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
            .add(Story.class)
            .add(StoryPhase.class)
            .add(StoryDocument.class)
            .add(DeadLetter.class)
            .add(DeadLetterReason.class)
            .build();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), RECORDS));
    }

    private TrustedRecords() {}

    /** Returns once the records are trusted; loading this class does that, once. */
    public static void trust() {}
}
