package io.wordtide.cli.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wordtide.cli.changelog.SnapshotFile.Frequencies;
import io.wordtide.cli.changelog.SnapshotFile.LearnerState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotFileTest {

    private static final String PROPERTIES = "snapshot.properties";
    private static final String FREQUENCIES = "document-frequencies.tsv";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("saved.zip");
    }

    @Test
    void shouldGiveBackWhatWasWritten() throws IOException {
        // Given: terms and ids with characters that could break a line, a column or a property; a weight of many digits
        byte[] snapshot = new byte[100_000];
        new Random(1).nextBytes(snapshot);
        SnapshotFile written = new SnapshotFile(
                "model = \u00f6\u00e4",
                Map.of("wordtide.analyzer", "english", "wordtide.vocabulary.file", "C:\\words = 3: #!"),
                new LearnerState(7, 350, Instant.parse("2026-03-01T12:00:00.123Z"), snapshot),
                new Frequencies(
                        1L << 40,
                        new TreeMap<>(Map.of(
                                "oil", 0.1 + 0.2, "\u00f6l", Double.MIN_VALUE, "tab\there", 1e300, "\"q\"", 1.0))),
                List.of("d1", "new\nline", " blank ", "\"quoted\"", "tab\there", "#", "d1"));

        // When
        written.write(file);

        // Then
        SnapshotFile read = SnapshotFile.read(file);
        assertThat(read.learner().bytes()).isEqualTo(snapshot);
        assertThat(read).usingRecursiveComparison().isEqualTo(written);
        assertThat(read.frequencies().weightByTerm().get("oil"))
                .as("to the last bit")
                .isEqualTo(0.30000000000000004);
    }

    @Test
    void shouldGiveBackAModelThatHasNothingYet() throws IOException {
        SnapshotFile written = new SnapshotFile(
                "m",
                Map.of(),
                new LearnerState(0, 0, Instant.EPOCH, new byte[0]),
                new Frequencies(0, new TreeMap<>()),
                List.of());
        written.write(file);
        assertThat(SnapshotFile.read(file)).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    void shouldNotOverwriteAFile() throws IOException {
        // Given
        Files.writeString(file, "mine");

        // Then
        assertThatThrownBy(() -> sample().write(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThatThrownBy(() -> SnapshotFile.read(file)).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no zip", "PK\u0003\u0004"})
    void shouldRefuseFilesThatAreNotSnapshotFiles(String content) throws IOException {
        Files.writeString(file, content);
        assertRefusedInOneLine();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 25, 50, 75, 90, 99})
    void shouldRefuseAFileThatIsCutOff(int percent) throws IOException {
        // Given
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);

        // When
        Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));

        // Then
        assertRefusedInOneLine();
    }

    @ParameterizedTest
    @ValueSource(strings = {PROPERTIES, "model.snapshot", FREQUENCIES, "recent-documents.tsv"})
    void shouldRefuseAFileWithoutOneOfItsParts(String part) throws IOException {
        // Given
        Map<String, byte[]> parts = parts();

        // When
        parts.remove(part);
        rewrite(parts);

        // Then
        assertRefusedInOneLine();
        assertThatThrownBy(() -> SnapshotFile.read(file)).hasMessageContaining("no entry " + part);
    }

    @ParameterizedTest
    @CsvSource({
        "version=7, version=seven",
        "version=7, other=7",
        "taken.at=2026, taken.at=yesterday or 2026",
        "documents=12, documents=",
        "documents=12, documents=-1",
        "next.sequence=12, next.sequence=-1",
        "next.sequence=12, next.sequence=9223372036854775807",
        "version=7, version=1152921504606846977",
        "model=m, 'm\\u00zz=m'",
    })
    void shouldRefuseAFileWhoseFactsCannotBeRead(String was, String is) throws IOException {
        // Given
        Map<String, byte[]> parts = parts();
        String properties = new String(parts.get(PROPERTIES), UTF_8);
        assertThat(properties).contains(was);

        // When
        parts.put(PROPERTIES, properties.replace(was, is).getBytes(UTF_8));
        rewrite(parts);

        // Then
        assertRefusedInOneLine();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oil",
                "oil\t-1",
                "oil\tNaN",
                "oil\tInfinity",
                "oil\tmany",
                "\"oil\t1.0",
                "oil\t",
                "\"oil\"x\t1.0"
            })
    void shouldRefuseAFileWhoseFrequenciesCannotBeRead(String frequencies) throws IOException {
        // Given
        Map<String, byte[]> parts = parts();

        // When
        parts.put(FREQUENCIES, frequencies.getBytes(UTF_8));
        rewrite(parts);

        // Then
        assertRefusedInOneLine();
    }

    @Test
    void shouldSayWhichNumberIsOutOfRange() throws IOException {
        // Given
        Map<String, byte[]> parts = parts();
        String properties = new String(parts.get(PROPERTIES), UTF_8);

        // When
        parts.put(
                PROPERTIES,
                properties.replace("next.sequence=12", "next.sequence=-1").getBytes(UTF_8));
        rewrite(parts);

        // Then: 2^60
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .hasMessageEndingWith(
                        "expected next.sequence from 0 to 1152921504606846976 in snapshot.properties, found -1");
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) + 1, 10})
    void shouldRefuseAPartThatUnpacksToMoreThanItMay(int claimed) throws IOException {
        // Given: 1 MiB and a byte, packed into about a thousand
        Map<String, byte[]> parts = parts();

        // When
        parts.put(PROPERTIES, " ".repeat((1 << 20) + 1).getBytes(UTF_8));
        rewrite(parts);
        claim(0, claimed);

        // Then
        assertThat(Files.size(file)).isLessThan(4096);
        assertRefusedInOneLine();
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .hasMessageEndingWith("expected at most 1048576 bytes in snapshot.properties, found 1048577");
    }

    @Test
    void shouldRefuseAPartThatClaimsMoreThanItMay() throws IOException {
        // Given
        sample().write(file);

        // When: 2 GiB, as an unsigned number
        claim(1, Integer.MIN_VALUE);

        // Then
        assertRefusedInOneLine();
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .hasMessageContaining("expected at most 1073741824 bytes in model.snapshot, found 2147483648");
    }

    @Test
    void shouldNameAnotherFormat() throws IOException {
        // Given
        Map<String, byte[]> parts = parts();

        // When
        parts.put(PROPERTIES, "format=9\n".getBytes(UTF_8));
        rewrite(parts);

        // Then
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .isInstanceOf(StateException.class)
                .hasMessage("expected a snapshot file of format 1, found format 9 in " + file
                        + "; use the release of Wordtide that wrote it");
    }

    @Test
    void shouldRefuseOrReadAsItWasWhenAByteIsDamaged() throws IOException {
        // Given
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;

        // When: each byte in turn
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            Throwable thrown = catchThrowable(() -> assertThat(SnapshotFile.read(file))
                    .usingRecursiveComparison()
                    .isEqualTo(sample()));

            // Then: never other values than those written
            if (thrown != null) {
                assertThat(thrown).as("byte %d", i).isInstanceOf(StateException.class);
                refused++;
            }
        }
        assertThat(refused).as("of %d bytes", whole.length).isGreaterThan(whole.length / 2);
    }

    private void assertRefusedInOneLine() {
        assertThatThrownBy(() -> SnapshotFile.read(file))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("expected a file that snapshot save wrote, found that " + file
                        + " is another file or is" + " damaged: ")
                .message()
                .doesNotContain("\n");
    }

    /** Changes the unpacked size that the archive's directory has for its n-th part. */
    private void claim(int part, int size) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // the file ends in a record of 22 bytes, which has the directory's place at 16
        int entry = zip.getInt(bytes.length - 22 + 16);
        for (int i = 0; i < part; i++) {
            // an entry has 46 bytes, then a name and extra data, whose lengths are at 28 and 30
            entry += 46 + zip.getShort(entry + 28) + zip.getShort(entry + 30);
        }
        zip.putInt(entry + 24, size);
        Files.write(file, bytes);
    }

    private Map<String, byte[]> parts() throws IOException {
        sample().write(file);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return parts;
    }

    private void rewrite(Map<String, byte[]> parts) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
    }

    private static SnapshotFile sample() {
        return new SnapshotFile(
                "m",
                Map.of("wordtide.analyzer", "simple"),
                new LearnerState(7, 12, Instant.parse("2026-03-01T12:00:00Z"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
                new Frequencies(12, new TreeMap<>(Map.of("oil", 1.5, "wheat", 2.25))),
                List.of("d10", "d11"));
    }
}
