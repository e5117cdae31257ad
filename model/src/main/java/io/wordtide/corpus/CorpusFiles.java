package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import io.wordtide.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Reads the file formats that corpora are exchanged in; any file may be compressed by gzip, with a name that ends in
 * {@code .gz}.
 *
 * <p>The first lines of a file of documents determine its format: {@code .I} starts a token file of RCV1-v2, three
 * single numbers start a {@code docword} file of the UCI repository, {@code %%MatrixMarket} a sparse matrix with a document
 * in each row, and anything else is {@code label id:count id:count ...}, or the format of LDA-C, which looks alike.
 *
 * <p>Errors are {@link TextFileException}s that name file and line. Stateless, thread-safe.
 */
public final class CorpusFiles {

    private CorpusFiles() {}

    /**
     * The documents of the files of one corpus, in their order, including those without a known word. Files of the form
     * {@code id:count} all count ids from 0 or all from 1: what shows in one of them holds for all.
     */
    public static List<List<DocumentCounts>> documents(List<Path> files, Vocabulary vocabulary) {
        List<FeatureFile> featureFiles = new ArrayList<>();
        List<IntFunction<List<DocumentCounts>>> readers = new ArrayList<>();
        for (Path file : files) {
            List<String> head = TextLines.head(file, DocwordFile.HEADER_NUMBERS);
            if (!head.isEmpty() && head.get(0).startsWith(".I ")) {
                List<DocumentCounts> documents = new TokenFile(file, vocabulary).read();
                readers.add(firstId -> documents);
            } else if (DocwordFile.isStart(head)) {
                List<DocumentCounts> documents = new DocwordFile(file, vocabulary.capacity()).read();
                readers.add(firstId -> documents);
            } else {
                FeatureFile features = FeatureFile.read(file, vocabulary.capacity());
                featureFiles.add(features);
                readers.add(features::documents);
            }
        }
        int firstId = FeatureFile.firstId(featureFiles);
        return readers.stream().map(reader -> reader.apply(firstId)).toList();
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
