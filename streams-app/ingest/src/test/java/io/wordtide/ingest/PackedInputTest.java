package io.wordtide.ingest;

import static io.wordtide.ingest.ReadInputs.concat;
import static io.wordtide.ingest.ReadInputs.gzip;
import static io.wordtide.ingest.ReadInputs.input;
import static io.wordtide.ingest.ReadInputs.pack;
import static io.wordtide.ingest.ReadInputs.read;
import static io.wordtide.ingest.ReadInputs.readInto;
import static io.wordtide.ingest.ReadInputs.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link DocumentReader} and packed inputs. */
class PackedInputTest {

    @ParameterizedTest
    @ValueSource(strings = {"news.jsonl.gz", "news.jsonl"})
    void shouldUnpackGzipWhenTheBytesSaySo(String name) throws IOException {
        // Given: two members, as cat a.gz b.gz writes them
        byte[] packed = concat(gzip("{\"text\": \"one\"}\n"), gzip("{\"text\": \"two\"}\n"));

        // When
        List<ReadResult> results = read(name, packed, ReadOptions.byName());

        // Then
        assertThat(texts(results)).containsExactly("one", "two");
    }

    @Test
    void shouldKeepTheDocumentsBeforeWhenGzipIsCutOff() throws IOException {
        // Given: 1000 documents, without their last bytes
        Random random = new Random(1);
        byte[] packed = gzip(IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"text\": \"document %d %x\"}\n".formatted(i, random.nextLong()))
                .collect(Collectors.joining()));
        DocumentReader reader = DocumentReader.open(
                input("cut.jsonl.gz", Arrays.copyOf(packed, packed.length / 2)), ReadOptions.byName());

        // When
        List<ReadResult> results = new ArrayList<>();

        // Then
        assertThatThrownBy(() -> readInto(results, reader))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(("cut.jsonl.gz: broken after byte \\d+ of its unpacked data \\(line \\d+\\): the"
                                + " data ends too early; the %d records before were read.*")
                        .formatted(results.size()))
                .hasMessageContaining("Fetch or compress it again");
        assertThat(results).hasSizeBetween(400, 600);
    }

    @Test
    void shouldRefuseAFileWhenItIsNamedGzipAndIsNot() {
        assertThatThrownBy(() -> read("plain.jsonl.gz", "{\"text\": \"one\"}"))
                .isInstanceOf(InputException.class)
                .hasMessage("plain.jsonl.gz: expected gzip data, as the name says, found something else;"
                        + " rename it or fetch it again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bz2", "zst", "xz", "gz"})
    void shouldUnpackWhenTheBytesShowHow(String suffix) throws IOException {
        // Given: two streams one after the other, as cat writes them
        byte[] packed = concat(pack(suffix, "{\"text\": \"one\"}\n"), pack(suffix, "{\"text\": \"two\"}\n"));

        // Then: whatever the name says
        assertThat(texts(read("news.jsonl." + suffix, packed, ReadOptions.byName())))
                .containsExactly("one", "two");
        assertThat(texts(read("news.jsonl", packed, ReadOptions.byName()))).containsExactly("one", "two");
    }

    @ParameterizedTest
    @CsvSource({"bz2, bzip2", "zst, zstd", "xz, xz"})
    void shouldKeepTheDocumentsBeforeWhenAPackedInputIsCutOff(String suffix, String name) throws IOException {
        // Given: 40,000 documents of 40 bytes, without the second half; the largest block, that of zstd, has 128 KiB
        Random random = new Random(1);
        byte[] packed = pack(
                suffix,
                IntStream.range(0, 40_000)
                        .mapToObj(i -> "{\"text\": \"document %d %x\"}\n".formatted(i, random.nextLong()))
                        .collect(Collectors.joining()));
        DocumentReader reader = DocumentReader.open(
                input("cut.jsonl." + suffix, Arrays.copyOf(packed, packed.length / 2)), ReadOptions.byName());

        // When
        List<ReadResult> results = new ArrayList<>();

        // Then
        assertThatThrownBy(() -> readInto(results, reader))
                .as(name)
                .isInstanceOf(InputException.class)
                .hasMessageMatching(("cut.jsonl.%s: broken after byte \\d+ of its unpacked data \\(line \\d+\\): .*"
                                + "the %d records before were read.*")
                        .formatted(suffix, results.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BZhang et al.", "BZh9 is no block", "PAR1 activation in platelets", "ARROW1 is a name"})
    void shouldReadATextThatBeginsLikeABinaryFile(String text) throws IOException {
        assertThat(texts(read("abstract.txt", text))).containsExactly(text);
    }

    @Test
    void shouldUnpackBzip2WithoutAnyBlock() throws IOException {
        assertThat(texts(read("empty.txt.bz2", pack("bz2", ""), ReadOptions.byName())))
                .containsExactly("");
    }

    @Test
    void shouldReadTheDocumentsBeforeWhenAPackedInputBreaksOffNearItsBeginning() throws IOException {
        // Given: about 80 documents of 40 bytes before the end, less than the 8 KiB that tell the form
        Random random = new Random(1);
        byte[] packed = gzip(IntStream.range(0, 160)
                .mapToObj(i -> "{\"text\": \"document %d %x\"}\n".formatted(i, random.nextLong()))
                .collect(Collectors.joining()));
        DocumentReader reader = DocumentReader.open(
                input("cut.jsonl.gz", Arrays.copyOf(packed, packed.length / 2)), ReadOptions.byName());

        // When
        List<ReadResult> results = new ArrayList<>();

        // Then
        assertThatThrownBy(() -> readInto(results, reader)).hasMessageContaining("the data ends too early");
        assertThat(results).hasSizeBetween(60, 100);
    }
}
