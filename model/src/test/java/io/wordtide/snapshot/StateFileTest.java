package io.wordtide.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose checksum is right and whose lengths are not: anybody can compute a checksum. */
class StateFileTest {

    private static final Map<String, String> CONFIGURATION = Map.of("size", "3");

    @ParameterizedTest
    @ValueSource(ints = {4, 1_000_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void shouldRefuseMoreNumbersThanFollow(int claimed) {
        // Given: three numbers of 4 bytes at the end
        Consumer<StateVisitor> numbers = visitor -> visitor.ints("counts", new int[] {1, 2, 3});
        byte[] bytes = StateFile.encode(CONFIGURATION, numbers);
        int position = bytes.length - Sha256.LENGTH - 3 * Integer.BYTES - Integer.BYTES;

        // When
        byte[] claiming = withInt(bytes, position, claimed);

        // Then
        assertThatThrownBy(() -> StateFile.decode(claiming, CONFIGURATION, numbers))
                .isInstanceOf(SnapshotException.class)
                .hasMessage(
                        "expected a length from 0 to 3 at byte %d of the snapshot, which is all that follows, found %s;"
                                + " it is damaged or was made by another program, restore an older one",
                        position, claimed < 0 ? "none" : Integer.toString(claimed));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, Integer.MAX_VALUE, -1})
    void shouldRefuseALongerTextThanFollows(int claimed) {
        // Given: the last string is "wheat", 5 bytes
        Consumer<StateVisitor> words = visitor -> visitor.strings("words", List.of("oil", "wheat"));
        byte[] bytes = StateFile.encode(CONFIGURATION, words);
        int position = bytes.length - Sha256.LENGTH - "wheat".length() - Integer.BYTES;

        // When
        byte[] claiming = withInt(bytes, position, claimed);

        // Then
        assertThatThrownBy(() -> StateFile.decode(claiming, CONFIGURATION, words))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("expected a length from 0 to 5 at byte " + position);
    }

    @Test
    void shouldRefuseMoreStringsThanFollow() {
        // Given: two strings of 3 and 5 bytes, each after a length of 4, so at most 16 / 4 strings
        Consumer<StateVisitor> words = visitor -> visitor.strings("words", List.of("oil", "wheat"));
        byte[] bytes = StateFile.encode(CONFIGURATION, words);
        int position = bytes.length - Sha256.LENGTH - (4 + 3 + 4 + 5) - Integer.BYTES;

        // When
        byte[] claiming = withInt(bytes, position, 1_000_000);

        // Then
        assertThatThrownBy(() -> StateFile.decode(claiming, CONFIGURATION, words))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("expected a length from 0 to 4 at byte " + position);
    }

    @Test
    void shouldRefuseMoreSettingsThanFollow() {
        // Given: the number of settings is the first thing after magic and format
        byte[] bytes = StateFile.encode(CONFIGURATION, visitor -> {});

        // When
        byte[] claiming = withInt(bytes, 2 * Integer.BYTES, Integer.MAX_VALUE);

        // Then
        assertThatThrownBy(() -> StateFile.provenance(claiming))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("at byte 8 of the snapshot");
    }

    @Test
    void shouldRefuseAStateThatEndsEarly() {
        // Given: a state of one section, read as one of two
        byte[] bytes = StateFile.encode(CONFIGURATION, visitor -> visitor.number("version", 7));

        // When, Then
        assertThatThrownBy(() -> StateFile.decode(bytes, CONFIGURATION, visitor -> {
                    visitor.number("version", 0);
                    visitor.number("documents", 0);
                }))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("expected section documents, found the end of the snapshot");
    }

    @Test
    void shouldGiveBackWhatWasWritten() {
        // Given
        byte[] bytes = StateFile.encode(CONFIGURATION, visitor -> {
            visitor.ints("counts", new int[] {1, 2, 3});
            visitor.strings("words", List.of("", "oil"));
            visitor.ints("empty", new int[0]);
        });

        // When, Then
        StateFile.decode(bytes, CONFIGURATION, visitor -> {
            assertThat(visitor.ints("counts", new int[0])).containsExactly(1, 2, 3);
            assertThat(visitor.strings("words", List.of())).containsExactly("", "oil");
            assertThat(visitor.ints("empty", new int[1])).isEmpty();
        });
    }

    /** The same bytes with another number at a position, and the checksum that belongs to them. */
    private static byte[] withInt(byte[] bytes, int position, int value) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
        int bodyLength = changed.length - Sha256.LENGTH;
        byte[] checksum = Sha256.of(changed, bodyLength);
        System.arraycopy(checksum, 0, changed, bodyLength, checksum.length);
        return changed;
    }
}
