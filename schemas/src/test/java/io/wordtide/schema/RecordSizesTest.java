package io.wordtide.schema;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** The largest records that may be sent fit on their topics. */
class RecordSizesTest {

    static {
        TrustedRecords.trust();
    }

    /** The registry's wire format: a magic byte and the schema's id. */
    private static final int PREFIX_BYTES = 1 + Integer.BYTES;

    /** A header of a document holds at most a file's path and its own name. */
    private static final int HEADERS_BYTES = 2 * (4096 + 64);

    @Test
    void shouldHaveRoomForTheLongestTextWithTheLongestAttributes() throws IOException {
        // Given: every character of the attributes takes three bytes
        String attribute = "€".repeat(RecordSizes.MAX_ATTRIBUTE_CHARACTERS);
        Document document = Document.newBuilder()
                .setId(attribute)
                .setText("a".repeat(RecordSizes.MAX_TEXT_BYTES))
                .setTitle(attribute)
                .setSource(attribute)
                .setLanguage(attribute)
                .setPublishedAt(Instant.EPOCH)
                .build();

        // When
        int bytes = utf8Bytes(attribute) + HEADERS_BYTES + valueBytes(document);

        // Then: 24 KiB of key, 4 x 24 KiB of attributes, 16 MiB - 256 KiB of text, under 10 KiB of all else
        assertThat(bytes)
                .isBetween(
                        RecordSizes.MAX_TEXT_BYTES + (120 << 10), RecordSizes.MAX_TEXT_BYTES + (120 << 10) + (10 << 10))
                .isLessThanOrEqualTo(RecordSizes.MAX_CONTENT_BYTES);
    }

    @Test
    void shouldHaveRoomForAStoryOfTheLongestNames() throws IOException {
        // Given: every character takes three bytes
        String name = "€".repeat(RecordSizes.MAX_NAME_CHARACTERS);
        Story story = Story.newBuilder()
                .setModel(name)
                .setStoryId(Long.toString(Long.MAX_VALUE))
                .setModelVersion(Long.MAX_VALUE)
                .setPhase(StoryPhase.GROWING)
                .setTerms(Collections.nCopies(10, name))
                .setDocumentCount(Long.MAX_VALUE)
                .setRecentCount(Integer.MAX_VALUE)
                .setPreviousCount(Integer.MAX_VALUE)
                .setDuplicateCount(Integer.MAX_VALUE)
                .setFirstDocumentId(name)
                .setFirstPublishedAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                .setLastPublishedAt(Instant.ofEpochMilli(Long.MAX_VALUE))
                .setSources(Collections.nCopies(20, name))
                .setDocuments(Collections.nCopies(
                        20, new StoryDocument(name, name, Instant.ofEpochMilli(Long.MAX_VALUE), name)))
                .build();

        // When: the key is the model's id, a slash and the story's
        int bytes = utf8Bytes(name) + 20 + valueBytes(story);

        // Then: 93 names of 3,000 bytes, and less than 2 KiB of all else
        assertThat(bytes)
                .isBetween(93 * RecordSizes.MAX_NAME_BYTES, 93 * RecordSizes.MAX_NAME_BYTES + (2 << 10))
                .isLessThanOrEqualTo(RecordSizes.MAX_LEARNED_RECORD_BYTES);
    }

    /** Of the overhead, Kafka's frame takes less than a KiB, so 63 KiB are left for the letter's own fields. */
    @Test
    void shouldHaveRoomForADeadLetterWithTheLongestValueKeyAndHeaders() throws IOException {
        // Given
        DeadLetter letter = DeadLetter.newBuilder()
                .setOrigin("€".repeat(RecordSizes.MAX_NAME_CHARACTERS))
                .setReason(DeadLetterReason.UNDECODABLE)
                .setCause("€".repeat(RecordSizes.MAX_NAME_CHARACTERS))
                .setValue(ByteBuffer.allocate(RecordSizes.MAX_KEPT_VALUE_BYTES))
                .setValueSize(RecordSizes.MAX_KEPT_VALUE_BYTES)
                .setFailedAt(Instant.EPOCH)
                .build();

        // When
        int bytes = RecordSizes.MAX_DEAD_LETTER_FRAME_BYTES + valueBytes(letter);

        // Then
        assertThat(bytes).isLessThanOrEqualTo(RecordSizes.MAX_RECORD_BYTES - 1024);
    }

    @Test
    void shouldCutAValueToLessThanADeadLetterKeeps() {
        assertThat(RecordSizes.CUT_VALUE_BYTES).isLessThanOrEqualTo(RecordSizes.MAX_KEPT_VALUE_BYTES);
    }

    /** A row of the journal: a bag under the model's id (with its length), a sequence number and a kind. */
    @Test
    void shouldHaveRoomForTheLargestBagUnderTheLongestModelId() {
        int keyBytes = Integer.BYTES + RecordSizes.MAX_NAME_BYTES + Long.BYTES + 1;

        assertThat(keyBytes + RecordSizes.MAX_CONTENT_BYTES).isLessThanOrEqualTo(RecordSizes.MAX_RECORD_BYTES - 1024);
    }

    /**
     * 50 words and 10 neighbours each way are the most in an event; its message names at most 1 + 5 + 5 of them. A form has
     * at most 64 characters.
     */
    @Test
    void shouldHaveRoomForTheLargestEvent() throws IOException {
        // Given
        String name = "€".repeat(RecordSizes.MAX_NAME_CHARACTERS);
        LearningEvent event = LearningEvent.newBuilder()
                .setModel(name)
                .setModelVersion(Long.MAX_VALUE)
                .setKind(LearningEventKind.WORD_MOVED)
                .setMessage(name.repeat(11))
                .setSinceDocument(Long.MAX_VALUE)
                .setDocumentsSeen(Long.MAX_VALUE)
                .setTerms(Collections.nCopies(50, name))
                .setNeighboursLost(Collections.nCopies(10, name))
                .setNeighboursGained(Collections.nCopies(10, name))
                .setEvidence(Map.of("cosineDrift", 1.0))
                .setSurfaces(IntStream.range(0, 70)
                        .boxed()
                        .collect(toMap(i -> name.substring(2) + (10 + i), i -> "€".repeat(64))))
                .setDetectedAt(Instant.EPOCH)
                .build();

        // When: key, model, message, terms and neighbours are 1 + 1 + 11 + 50 + 20 names of 3,000 bytes; the forms'
        // terms are
        // 70 more, 4 bytes shorter, and 70 forms of 192 bytes
        int bytes = RecordSizes.MAX_NAME_BYTES + valueBytes(event);

        // Then
        assertThat(bytes)
                .isBetween(153 * 3_000 + 70 * 188, 153 * 3_000 + 70 * 192 + 1024)
                .isLessThanOrEqualTo(RecordSizes.MAX_LEARNED_RECORD_BYTES - (64 << 10));
    }

    @Test
    void shouldHaveRoomForTheLargestEmbedding() throws IOException {
        // Given: 4,096 dimensions, the most that wordtide.model.latent.size allows
        String name = "€".repeat(RecordSizes.MAX_NAME_CHARACTERS);
        List<Float> vector = Collections.nCopies(4_096, 1f);
        DocumentEmbedding embedding = DocumentEmbedding.newBuilder()
                .setDocumentId(name)
                .setModel(name)
                .setModelVersion(Long.MAX_VALUE)
                .setMean(vector)
                .setLogVariance(vector)
                .setElboPerToken(0)
                .setTokenCount(Integer.MAX_VALUE)
                .setOutOfVocabularyRate(0)
                .setSource(name)
                .setPublishedAt(Instant.EPOCH)
                .build();

        // When: two vectors of 16 KiB, and key, id, model and source
        int bytes = RecordSizes.MAX_NAME_BYTES + valueBytes(embedding);

        // Then
        assertThat(bytes)
                .isBetween(2 * 16_384 + 4 * 3_000, 2 * 16_384 + 4 * 3_000 + 1024)
                .isLessThanOrEqualTo(RecordSizes.MAX_LEARNED_RECORD_BYTES - (64 << 10));
    }

    /** A cluster with Kafka's defaults takes every record on topics that keep them: 1,048,588 bytes for a batch. */
    @Test
    void shouldKeepWhatIsLearnedWithinABrokersDefaultLimit() {
        assertThat(RecordSizes.MAX_LEARNED_RECORD_BYTES).isLessThan(1_048_588);
        assertThat(utf8Bytes("€".repeat(RecordSizes.MAX_NAME_CHARACTERS))).isEqualTo(RecordSizes.MAX_NAME_BYTES);
    }

    @Test
    void shouldSendAndHoldTheLargestRecord() {
        assertThat(RecordSizes.MAX_REQUEST_BYTES).isGreaterThan(RecordSizes.MAX_RECORD_BYTES);
        assertThat(RecordSizes.PRODUCER_BUFFER_BYTES).isGreaterThanOrEqualTo(2 * RecordSizes.MAX_REQUEST_BYTES);
    }

    /** An escape of six bytes stands for a character of two in UTF-8. */
    @Test
    void shouldReadTheLongestTextWhenJsonEscapesEachCharacter() {
        assertThat(RecordSizes.MAX_INPUT_RECORD_BYTES).isGreaterThan(3 * RecordSizes.MAX_TEXT_BYTES);
    }

    private static int valueBytes(SpecificRecordBase value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<SpecificRecordBase>(value.getSchema()).write(value, encoder);
        encoder.flush();
        return PREFIX_BYTES + bytes.size();
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
