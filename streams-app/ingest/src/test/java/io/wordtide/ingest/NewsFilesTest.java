package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.TimestampUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of news and mail, found by their names and their first bytes. */
class NewsFilesTest {

    private static final String NINJS = "{\"uri\": \"n\", \"headline\": \"Tide\", \"body_text\": \"It rose.\"}";
    private static final String ARTICLE = "<nitf><body><body.content><p>It rose.</p></body.content></body></nitf>";

    @TempDir
    private Path directory;

    @Test
    void shouldReadAFolderOfMailWhoseFilesHaveNumbersForNames() throws IOException {
        // Given
        write("sci.tide/101", "From: secret@example.org\nSubject: Tide\n\nIt rose.\n");
        write("sci.moon/9", "Subject: Moon\nOrganization: secret\n\nIt set.\n");
        write("sci.moon/notes", "Only a text: no mail.");

        // Then
        assertThat(read(directory, ReadOptions.byName()))
                .containsExactly(
                        "sci.moon/9|Moon|It set.|sci.moon",
                        "sci.moon/notes|-|Only a text: no mail.|-",
                        "sci.tide/101|Tide|It rose.|sci.tide");
    }

    @Test
    void shouldRecognizeNinjsAndXmlByTheirContent() throws IOException {
        Path ninjs = write("item.json", "[" + NINJS + ",\n" + NINJS.replace("\"n\"", "\"n2\"") + "]");
        Path nitf = write("article.xml", "<?xml version='1.0'?>\n" + ARTICLE);
        Path newsMl =
                write("item.xml", "<newsItem guid='g'><contentMeta><headline>Tide</headline></contentMeta></newsItem>");

        assertThat(read(ninjs, ReadOptions.byName())).containsExactly("n|Tide|It rose.|-", "n2|Tide|It rose.|-");
        assertThat(read(nitf, ReadOptions.byName())).containsExactly("article.xml|-|It rose.|-");
        assertThat(read(newsMl, ReadOptions.byName())).containsExactly("g|-|Tide|-");
    }

    @Test
    void shouldRecognizePackedNewsWhoseDecidingPartComesLate() throws IOException {
        // Given: more than the 256 bytes that unpacking gives at once
        String received = "Received: by a.example.org for somebody\n".repeat(20);
        Path mail = pack("101.gz", received + "From: a\nSubject: Tide\n\nIt rose.");
        Path ninjs = pack("item.json.gz", "{\"by\": \"%s\", ".formatted("a".repeat(600)) + NINJS.substring(1));

        // Then
        assertThat(read(mail, ReadOptions.byName())).containsExactly("101.gz|Tide|It rose.|-");
        assertThat(read(ninjs, ReadOptions.byName())).containsExactly("n|Tide|It rose.|-");
    }

    @Test
    void shouldReadADirectoryOfTheFormatThatWasAskedFor() throws IOException {
        write("a.xml", ARTICLE);
        write("b.xml", "<rss/>");
        write("c.json", "{}");

        assertThat(read(directory, ReadOptions.byName().withFormat(InputFormat.NITF)))
                .containsExactly("a.xml|-|It rose.|-", "expected NITF, found another kind of XML");
    }

    @Test
    void shouldReadMembersThatWereNamedEvenOfNinjs() throws IOException {
        Columns columns = new Columns(null, List.of("headline"), null, TimestampUnit.AUTO, null, null, null);

        assertThat(read(write("item.json", NINJS), ReadOptions.byName().withColumns(columns)))
                .containsExactly("item.json:1|-|Tide|-");
    }

    @Test
    void shouldReadAMessageAsTextWhenThatWasAskedFor() throws IOException {
        Path mail = write("101", "From: a\nSubject: Tide\n\nIt rose.");

        assertThat(read(mail, ReadOptions.byName().withFormat(InputFormat.TEXT)))
                .containsExactly("101|-|From: a\nSubject: Tide\n\nIt rose.|-");
    }

    @Test
    void shouldRefuseXmlThatIsNoNews() throws IOException {
        Path other = write("other.xml", "<pages/>");
        Path feed = write("feed.xml", "<?xml version='1.0'?><rss version='2.0'/>");

        assertThatThrownBy(() -> read(other, ReadOptions.byName()))
                .isInstanceOf(InputException.class)
                .hasMessage(other + ": expected NewsML-G2 or NITF by its extension, found something else; convert it to"
                        + " JSON Lines, or set --format");
        assertThatThrownBy(() -> read(feed, ReadOptions.byName()))
                .hasMessageContaining("found a feed; give its address with --feed");
    }

    private Path pack(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(content.getBytes(UTF_8));
        }
        return file;
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** {@code id|title|text|source} of documents, and causes of rejected records. */
    private static List<String> read(Path path, ReadOptions options) throws IOException {
        List<String> results = new ArrayList<>();
        for (Input input : Inputs.resolve(List.of(path.toString()), options, InputStream.nullInputStream())) {
            try (DocumentReader reader = DocumentReader.open(input, options)) {
                for (ReadResult result = reader.next(); result != null; result = reader.next()) {
                    results.add(text(result));
                }
            }
        }
        return results;
    }

    private static String text(ReadResult result) {
        if (result instanceof ReadResult.Accepted accepted) {
            return String.join(
                    "|",
                    accepted.key(),
                    accepted.document().getTitle().orElse("-"),
                    accepted.document().getText(),
                    accepted.document().getSource().orElse("-"));
        }
        return ((ReadResult.Rejected) result).cause();
    }
}
