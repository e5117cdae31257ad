package io.wordtide.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One record of each kind with every field set, as {@code src/test/resources/frozen} holds them. A field added later
 * gets the default here that old bytes are read with.
 */
final class SampleRecords {

    private static final Instant TIME = Instant.parse("2016-03-01T12:34:56.789Z");

    private SampleRecords() {}

    static List<SpecificRecordBase> all() {
        return List.of(
                document(),
                wordCounts(),
                wordEmbedding(),
                documentEmbedding(),
                learningReport(),
                learningEvent(),
                story(),
                forgottenDocument(),
                deadLetter());
    }

    static Document document() {
        return Document.newBuilder()
                .setId("reuters-1")
                .setText("Čaj — 茶 — tea 🍵\nsecond line")
                .setTitle("On tea")
                .setSource("reuters")
                .setLanguage("en")
                .setPublishedAt(TIME)
                .build();
    }

    static WordCounts wordCounts() {
        return WordCounts.newBuilder()
                .setDocumentId("reuters-1")
                .setTerms(List.of("oil", "wheat"))
                .setCounts(List.of(3, 1))
                .setTokenCount(4)
                .setSource("reuters")
                .setPublishedAt(TIME)
                .build();
    }

    static WordEmbedding wordEmbedding() {
        return WordEmbedding.newBuilder()
                .setModel("default")
                .setTerm("oil")
                .setModelVersion(17)
                .setDocumentFrequency(5_000_000_000L)
                .setVector(List.of(0.5f, -1.25f, Float.MIN_VALUE))
                .setCosineDrift(0.125)
                .build();
    }

    static DocumentEmbedding documentEmbedding() {
        return DocumentEmbedding.newBuilder()
                .setDocumentId("reuters-1")
                .setModel("default")
                .setModelVersion(17)
                .setMean(List.of(0.5f, -1.25f))
                .setLogVariance(List.of(-2f, -3.5f))
                .setElboPerToken(-6.25)
                .setTokenCount(4)
                .setOutOfVocabularyRate(0.25)
                .setSource("reuters")
                .setPublishedAt(TIME)
                .build();
    }

    static LearningReport learningReport() {
        return LearningReport.newBuilder()
                .setModel("default")
                .setModelVersion(17)
                .setDocumentCount(62)
                .setTokenCount(4000)
                .setSkippedDocumentCounts(Map.of("NO_KNOWN_WORD", 2))
                .setOutOfVocabularyRate(0.0625)
                .setVocabularySize(5000)
                .setAmortizedPerDocumentPerplexity(500.5)
                .setRefinedPerDocumentPerplexity(450.25)
                .setUnigramPerDocumentPerplexity(1200.75)
                .setAmortizedCorpusPerplexity(510.5)
                .setRefinedCorpusPerplexity(460.25)
                .setUnigramCorpusPerplexity(1210.75)
                .setElbo(-400.5)
                .setReconstruction(-380.25)
                .setKlDivergence(20.25)
                .setRefinementGain(7.5)
                .setRefinementSteps(5)
                .setActiveLatentCount(40)
                .setDocumentsSeen(1088)
                .setLearnedAt(TIME)
                .setStepMs(38.5)
                .setAdmittedWordCount(3)
                .setForgottenWordCount(1)
                .setSources(Map.of("reuters", new SourceScores(40, 2500L, 480.5, 430.25, 1100.75, 0.125, null, null)))
                .build();
    }

    static LearningEvent learningEvent() {
        return LearningEvent.newBuilder()
                .setModel("default")
                .setModelVersion(17)
                .setKind(LearningEventKind.WORD_MOVED)
                .setMessage("\"apple\" moved by 0.41")
                .setSinceDocument(1025)
                .setDocumentsSeen(1088)
                .setTerms(List.of("apple"))
                .setNeighboursLost(List.of("orchard"))
                .setNeighboursGained(List.of("iphone"))
                .setEvidence(Map.of("cosineDrift", 0.41))
                .setDetectedAt(TIME)
                .build();
    }

    static Story story() {
        return Story.newBuilder()
                .setModel("default")
                .setStoryId("12")
                .setModelVersion(17)
                .setPhase(StoryPhase.GROWING)
                .setTerms(List.of("oil", "opec"))
                .setDocumentCount(5_000_000_000L)
                .setRecentCount(3)
                .setPreviousCount(1)
                .setDuplicateCount(1)
                .setFirstDocumentId("reuters-1")
                .setFirstPublishedAt(TIME)
                .setLastPublishedAt(TIME.plusSeconds(60))
                .setSources(List.of("ap", "reuters"))
                // without its time: Avro cannot compare a time in a union in an array
                .setDocuments(List.of(new StoryDocument("ap-7", "ap", null, "reuters-1")))
                .build();
    }

    static ForgottenDocument forgottenDocument() {
        return ForgottenDocument.newBuilder()
                .setModel("default")
                .setDocumentId("reuters-1")
                .setRecordCount(2)
                .setRequestedAt(TIME)
                .setForgottenAt(TIME.plusSeconds(15))
                .setModelVersion(17)
                .setFromVersion(10)
                .setLearnedAgainCount(388)
                .setDocumentsSeen(5_000_000_000L)
                .setSpace(1234L)
                .setWaitingAgainCount(12)
                .setStateSha256("0f".repeat(32))
                .build();
    }

    static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setOrigin("documents-3@42")
                .setReason(DeadLetterReason.UNDECODABLE)
                .setCause("expected magic byte 0, found 7")
                .setValue(ByteBuffer.wrap("\u0007raw".getBytes(StandardCharsets.UTF_8)))
                .setValueSize(4)
                .setFailedAt(TIME)
                .build();
    }
}
