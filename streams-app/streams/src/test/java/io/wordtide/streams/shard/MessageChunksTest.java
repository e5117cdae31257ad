package io.wordtide.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageChunksTest {

    /** Bytes of a message of three chunks, the last of which has 3. */
    private static final int THREE_CHUNKS = 2 * MessageChunks.CHUNK_BYTES + 3;

    private final MessageChunks chunks = new MessageChunks();

    private static byte[] message(int seed, int length) {
        byte[] message = new byte[length];
        new Random(seed).nextBytes(message);
        return message;
    }

    private static List<byte[]> split(long id, byte[] message) {
        return MessageChunks.split(id, message).toList();
    }

    /** 524,288 bytes fit a chunk. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "524288, 1", "524289, 2", "1048576, 2", "1048579, 3"})
    void shouldPutTogetherAMessageWhenItsLastChunkArrives(int length, int expectedChunks) {
        // Given
        byte[] message = message(1, length);

        // When
        List<byte[]> sent = split(7, message);

        // Then: 16 bytes more than its share of the message fit a record of Kafka's default size, 1 MiB
        assertThat(sent).hasSize(expectedChunks).allMatch(chunk -> chunk.length <= 524_288 + 16);
        for (byte[] chunk : sent.subList(0, expectedChunks - 1)) {
            assertThat(chunks.add(chunk)).isNull();
        }
        assertThat(chunks.add(sent.get(expectedChunks - 1))).isEqualTo(message);
    }

    @Test
    void shouldTellApartTheMessagesOfSeveralSendersByTheirIds() {
        // Given
        byte[] first = message(1, THREE_CHUNKS);
        byte[] second = message(2, THREE_CHUNKS);
        byte[] small = message(3, 10);
        List<byte[]> chunksOfFirst = split(1, first);
        List<byte[]> chunksOfSecond = split(2, second);

        // Then
        assertThat(chunks.add(chunksOfFirst.get(0))).isNull();
        assertThat(chunks.add(chunksOfSecond.get(0))).isNull();
        assertThat(chunks.add(chunksOfSecond.get(1))).isNull();
        assertThat(chunks.add(split(3, small).get(0))).isEqualTo(small);
        assertThat(chunks.add(chunksOfFirst.get(1))).isNull();
        assertThat(chunks.add(chunksOfFirst.get(2))).isEqualTo(first);
        assertThat(chunks.add(chunksOfSecond.get(2))).isEqualTo(second);
    }

    @Test
    void shouldDropAMessageWhoseBeginningWasSentBefore() {
        // Given
        List<byte[]> sent = split(1, message(1, THREE_CHUNKS));

        // Then
        assertThat(chunks.add(sent.get(1))).isNull();
        assertThat(chunks.add(sent.get(2))).isNull();
    }

    /** The last chunk does not complete what a chunk is missing from, even if it is sent again. */
    @Test
    void shouldDropAMessageWhenAChunkIsMissing() {
        // Given
        byte[] message = message(1, THREE_CHUNKS);
        List<byte[]> sent = split(1, message);

        // When
        chunks.add(sent.get(0));
        byte[] incomplete = chunks.add(sent.get(2));
        byte[] tooLate = chunks.add(sent.get(1));

        // Then
        assertThat(incomplete).isNull();
        assertThat(tooLate).isNull();
        assertThat(chunks.add(sent.get(2))).isNull();
        chunks.add(sent.get(0));
        chunks.add(sent.get(1));
        assertThat(chunks.add(sent.get(2))).as("sent again as a whole").isEqualTo(message);
    }

    @Test
    void shouldForgetTheOldestIncompleteMessageWhenThereAreTooMany() {
        // Given: one more than are kept, each without its end
        byte[] message = message(1, THREE_CHUNKS);
        for (int id = 0; id <= MessageChunks.MOST_INCOMPLETE; id++) {
            chunks.add(split(id, message).get(0));
        }

        // Then
        assertThat(end(0, message)).isNull();
        assertThat(end(1, message)).isEqualTo(message);
        assertThat(end(MessageChunks.MOST_INCOMPLETE, message)).isEqualTo(message);
    }

    private byte @Nullable [] end(long id, byte[] message) {
        chunks.add(split(id, message).get(1));
        return chunks.add(split(id, message).get(2));
    }

    @Test
    void shouldIgnoreARecordThatIsTooShortForAChunk() {
        assertThat(chunks.add(new byte[15])).isNull();
        assertThat(chunks.add(new byte[0])).isNull();
    }
}
