package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordCountsCodecTest {

    private static final byte[] PREFIX = {0, 0, 0, 0, 7};

    private static final WordCounts FULL = bag("d1", List.of("oil", "\u00f6l", "\ud83c\udf0a"), 1, 64, 1_000_000);

    private static final WordCounts BARE =
            new WordCounts("", List.of(), new Counts(new int[0]), 0, null, null, null, Map.of(), List.of());

    @BeforeAll
    static void trustRecords() {
        TrustedRecords.trust();
    }

    @Test
    void shouldWriteASingleObjectAsAvroDoes() throws IOException {
        for (WordCounts bag : bags()) {
            assertThat(WordCountsCodec.encodeSingleObject(bag)).isEqualTo(array(bag.toByteBuffer()));
        }
    }

    @Test
    void shouldReadWhatAvroWrites() throws IOException {
        for (WordCounts bag : bags()) {
            assertThat(WordCountsCodec.decode(avro(bag), PREFIX.length)).contains(bag);
        }
    }

    @Test
    void shouldReadNothingFromBytesThatAreCutOrFollowedByOthers() throws IOException {
        // Given
        byte[] whole = avro(FULL);

        // Then
        for (int length = PREFIX.length; length < whole.length; length++) {
            assertThat(WordCountsCodec.decode(Arrays.copyOf(whole, length), PREFIX.length))
                    .as("of %d bytes", length)
                    .isEmpty();
        }
        assertThat(WordCountsCodec.decode(Arrays.copyOf(whole, whole.length + 1), PREFIX.length))
                .isEmpty();
    }

    /** Of each byte every other value, so lengths, counts and branches of a union are wrong in turn. */
    @Test
    void shouldReadWhatIsWrittenAgainAsItWasWhenAnyByteIsAnother() throws IOException {
        byte[] bytes = avro(FULL);
        for (int i = PREFIX.length; i < bytes.length; i++) {
            for (int change = 1; change < 256; change++) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) change;
                Optional<WordCounts> read = WordCountsCodec.decode(changed, PREFIX.length);
                if (read.isPresent()) {
                    assertThat(WordCountsCodec.decode(avro(read.get()), PREFIX.length))
                            .isEqualTo(read);
                }
            }
        }
    }

    @Test
    void shouldLeaveHugeCountsAndEndlessNumbersToAvro() {
        assertThat(WordCountsCodec.decode(new byte[] {0, -2, -1, -1, -1, 15}, 0))
                .isEmpty(); // 2^31 - 1 terms
        assertThat(WordCountsCodec.decode(new byte[] {1}, 0)).isEmpty(); // an id of -1 bytes
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) -1);
        assertThat(WordCountsCodec.decode(endless, 0)).isEmpty();
    }

    /** An id of one byte whose length takes six: Avro refuses an int of more than five. */
    @Test
    void shouldLeaveOverlongNumbersToAvro() throws IOException {
        byte[] usual = avro(bag("x", List.of("a"), 1));
        assertThat(usual[PREFIX.length]).isEqualTo((byte) 2); // length 1, zigzag
        ByteBuffer overlong = ByteBuffer.allocate(usual.length + 5);
        overlong.put(usual, 0, PREFIX.length).put(new byte[] {-126, -128, -128, -128, -128, 0});
        overlong.put(usual, PREFIX.length + 1, usual.length - PREFIX.length - 1);

        assertThat(WordCountsCodec.decode(usual, PREFIX.length)).isPresent();
        assertThat(WordCountsCodec.decode(overlong.array(), PREFIX.length)).isEmpty();
    }

    @Test
    void shouldKnowItsOwnSchemaWithoutDocsAndJavaTypes() {
        // Given
        String own = WordCounts.getClassSchema().toString();
        String plain = own.replace(",\"avro.java.string\":\"String\"", "").replaceAll(",\"doc\":\"[^\"]*\"", "");
        assertThat(plain).doesNotContain("\"doc\"", "java");

        // Then
        assertThat(WordCountsCodec.isEncodingOf(new Schema.Parser().parse(own))).isTrue();
        assertThat(WordCountsCodec.isEncodingOf(new Schema.Parser().parse(plain)))
                .isTrue();
    }

    @Test
    void shouldNotTakeASchemaForItsOwnWhenFieldsOrUnitsDiffer() {
        String own = WordCounts.getClassSchema().toString();
        for (String other : List.of(
                own.replace("timestamp-millis", "timestamp-micros"),
                own.replace("\"items\":\"int\"", "\"items\":\"long\""),
                own.replace("\"name\":\"origin\"", "\"name\":\"place\""))) {
            assertThat(other).isNotEqualTo(own);
            assertThat(WordCountsCodec.isEncodingOf(new Schema.Parser().parse(other)))
                    .isFalse();
        }
    }

    private static List<WordCounts> bags() {
        Random random = new Random(1);
        String[] many = IntStream.range(0, 5_000).mapToObj(i -> "term" + i).toArray(String[]::new);
        int[] counts = random.ints(many.length, 1, 1 << 20).toArray();
        return List.of(FULL, BARE, bag("many", List.of(many), counts), bag("x".repeat(3_000), List.of("a"), 1));
    }

    private static WordCounts bag(String id, List<String> terms, int... counts) {
        return new WordCounts(
                id,
                terms,
                new Counts(counts),
                IntStream.of(counts).sum(),
                "desk",
                Instant.ofEpochMilli(-1_234_567_890_123L),
                "documents-0@5",
                Map.of("email", 2, "order id", 70),
                List.of("", "\u00d6l"));
    }

    private static byte[] avro(WordCounts bag) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(PREFIX);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<WordCounts>(WordCounts.getClassSchema()).write(bag, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }
}
