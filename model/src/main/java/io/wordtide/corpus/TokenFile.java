package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import io.wordtide.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The token files of RCV1-v2: for each document, a line {@code .I id}, a line {@code .W}, lines of stemmed words, and
 * an empty line.
 *
 * <p>Source: D. Lewis, Y. Yang, T. Rose, F. Li, "RCV1: a new benchmark collection for text categorization research",
 * JMLR 2004, on-line appendix 12.
 */
final class TokenFile {

    private static final String ID = ".I";
    private static final String WORDS = ".W";

    private final Path file;
    private final Vocabulary vocabulary;
    private final List<DocumentCounts> documents = new ArrayList<>();
    private TreeMap<Integer, Integer> countByRow = new TreeMap<>();
    private int unknownTokens;
    private boolean inDocument;
    private boolean inWords;

    TokenFile(Path file, Vocabulary vocabulary) {
        this.file = file;
        this.vocabulary = vocabulary;
    }

    List<DocumentCounts> read() {
        TextLines.forEach(file, this::add);
        endDocument();
        return List.copyOf(documents);
    }

    private void add(long number, String line) {
        if (line.startsWith(ID + " ")) {
            endDocument();
            inDocument = true;
        } else if (line.equals(WORDS) && inDocument && !inWords) {
            inWords = true;
        } else if (inWords) {
            count(line);
        } else if (!line.isBlank()) {
            throw new TextFileException("expected a line \"" + (inDocument ? WORDS : ID + " number") + "\" as line "
                    + number + " of " + file + ", found something else; a token file holds, for each document, "
                    + "\".I number\", \".W\" and lines of words");
        }
    }

    private void count(String line) {
        for (String word : line.strip().split("\\s+", -1)) {
            int row = vocabulary.row(word);
            if (row != Vocabulary.NO_ROW) {
                countByRow.merge(row, 1, Integer::sum);
            } else if (!word.isEmpty()) {
                unknownTokens++;
            }
        }
    }

    private void endDocument() {
        if (inDocument) {
            DocumentCounts known = Rows.document(countByRow, "document " + (documents.size() + 1) + " of " + file);
            documents.add(new DocumentCounts(known.rows(), known.counts(), known.tokenCount(), unknownTokens));
        }
        countByRow = new TreeMap<>();
        unknownTokens = 0;
        inDocument = false;
        inWords = false;
    }
}
