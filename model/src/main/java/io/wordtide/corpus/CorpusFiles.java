package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import io.wordtide.text.Vocabulary;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the file formats that corpora are exchanged in; any file may be compressed by gzip, with a name that ends in
 * {@code .gz}.
 *
 * <p>The first lines of a file of documents determine its format: {@code .I} starts a token file of RCV1-v2, three
 * single numbers start a {@code docword} file of the UCI repository, and anything else is {@code label id:count
 * id:count ...}.
 *
 * <p>Errors are {@link TextFileException}s that name file and line. Stateless, thread-safe.
 */
public final class CorpusFiles {

    private CorpusFiles() {}

    /** The documents of a file, in its order, including those without a known word. */
    public static List<DocumentCounts> documents(Path file, Vocabulary vocabulary) {
        List<String> head = TextLines.head(file, DocwordFile.HEADER_LINES);
        if (!head.isEmpty() && head.get(0).startsWith(".I ")) {
            return new TokenFile(file, vocabulary).read();
        }
        // a single number may also be the label of a document without words
        if (head.size() == DocwordFile.HEADER_LINES
                && head.stream().allMatch(line -> line.strip().matches("\\d+"))) {
            return new DocwordFile(file, vocabulary.capacity()).read();
        }
        return new FeatureFile(file, vocabulary.capacity()).read();
    }

    /**
     * Document numbers, from 0, one a line.
     *
     * @param documentCount number of documents to choose from
     * @throws TextFileException if the file cannot be read, has no numbers, or has one that is out of range or repeated
     */
    public static Set<Integer> rows(Path file, int documentCount) {
        Set<Integer> rows = new HashSet<>();
        TextLines.forEach(file, (number, line) -> {
            if (line.isBlank()) {
                return;
            }
            if (!line.strip().matches("\\d{1,9}")
                    || Integer.parseInt(line.strip()) >= documentCount
                    || !rows.add(Integer.valueOf(line.strip()))) {
                throw new TextFileException("expected a new number from 0 to " + (documentCount - 1) + " on line "
                        + number + " of " + file + ", found \"" + Rows.shortened(line) + "\"");
            }
        });
        if (rows.isEmpty()) {
            throw new TextFileException("expected document numbers, one a line, in " + file + ", found none");
        }
        return rows;
    }
}
