package io.wordtide.corpus;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Documents as lines {@code label id:count id:count ...}, the form of LIBSVM and of the NVDM's 20 Newsgroups, or
 * {@code n id:count id:count ...} with n the number of pairs, that of LDA-C. The label is ignored, and so are fields
 * {@code qid:number} and what follows a {@code #}.
 *
 * <p>Ids count from 0 in LDA-C and in files of some tools, and from 1 otherwise; which of them it is shows in the file, or
 * in another file of the same corpus: see {@link #firstId}.
 */
final class FeatureFile {

    private static final String WHAT_TO_DO =
            "; a line is a label and pairs id:count, with ids from 1, or from 0, to the number of words of the vocabulary";

    private final Path file;
    private final int vocabularySize;
    private final List<DocumentCounts> documents = new ArrayList<>();

    /** Lines of the smallest and of the greatest possible id, 0 if there are none. */
    private long lineOfIdZero;

    private long lineOfIdOfSize;

    /** Whether the first number of every line so far is the number of its pairs, and one of them is above 1. */
    private boolean countsPairs = true;

    private boolean countsSeveralPairs;

    private FeatureFile(Path file, int vocabularySize) {
        this.file = file;
        this.vocabularySize = vocabularySize;
    }

    /** Reads a file; rows of its documents are ids until {@link #documents}. */
    static FeatureFile read(Path file, int vocabularySize) {
        FeatureFile reading = new FeatureFile(file, vocabularySize);
        TextLines.forEach(file, reading::add);
        return reading;
    }

    /**
     * What ids of a corpus count from. They count from 0 if a file has an id 0, or if in a file every line begins with the
     * number of its pairs, not always 1, and no id is the size of the vocabulary.
     *
     * @throws TextFileException if one id is 0 and another one is the size of the vocabulary
     */
    static int firstId(List<FeatureFile> files) {
        for (FeatureFile zero : files) {
            for (FeatureFile size : files) {
                if (zero.lineOfIdZero > 0 && size.lineOfIdOfSize > 0) {
                    throw new TextFileException(
                            "expected ids from 0 to %d or from 1 to %d, found 0 on line %d of %s and %d on line %d of %s%s"
                                    .formatted(
                                            size.vocabularySize - 1,
                                            size.vocabularySize,
                                            zero.lineOfIdZero,
                                            zero.file,
                                            size.vocabularySize,
                                            size.lineOfIdOfSize,
                                            size.file,
                                            "; use the vocabulary of these documents"));
                }
            }
        }
        boolean fromOne = files.stream().anyMatch(each -> each.lineOfIdOfSize > 0);
        boolean fromZero =
                files.stream().anyMatch(each -> each.lineOfIdZero > 0 || (each.countsPairs && each.countsSeveralPairs));
        return fromZero && !fromOne ? 0 : 1;
    }

    /** The documents over rows of the vocabulary, given what ids count from. */
    List<DocumentCounts> documents(int firstId) {
        return documents.stream()
                .map(document -> new DocumentCounts(
                        Arrays.stream(document.rows()).map(id -> id - firstId).toArray(),
                        document.counts(),
                        document.tokenCount(),
                        0))
                .toList();
    }

    private void add(long number, String line) {
        int comment = line.indexOf('#');
        String content = (comment < 0 ? line : line.substring(0, comment)).strip();
        String[] fields = content.split("\\s+", -1);
        if (comment >= 0 && fields[0].isEmpty()) {
            return;
        }
        if (content.indexOf('|') >= 0) {
            throw new TextFileException("expected a label and pairs id:count on line " + number + " of " + file
                    + ", found a \"|\", as in files of Vowpal Wabbit" + WHAT_TO_DO);
        }
        // a line without a label would silently lose its first word
        if (fields[0].indexOf(':') >= 0) {
            throw new TextFileException("expected a label in field 1 of line " + number + " of " + file + ", found \""
                    + Rows.shortened(fields[0]) + "\"; put any number before the pairs, it is ignored"
                    + WHAT_TO_DO);
        }
        SortedMap<Integer, Integer> countById = pairs(number, fields);
        countsPairs &= fields[0].isEmpty() || fields[0].equals(String.valueOf(countById.size()));
        countsSeveralPairs |= countById.size() > 1;
        documents.add(Rows.document(countById, "line " + number + " of " + file));
    }

    private SortedMap<Integer, Integer> pairs(long number, String[] fields) {
        TreeMap<Integer, Integer> countById = new TreeMap<>();
        for (int i = 1; i < fields.length; i++) {
            String field = fields[i];
            if (field.startsWith("qid:")) {
                continue;
            }
            int colon = field.indexOf(':');
            int id = Rows.wholeNumber(field.substring(0, Math.max(0, colon)), 0, vocabularySize);
            int count = Rows.wholeNumber(field.substring(colon + 1), 1, Integer.MAX_VALUE);
            if (id < 0 || count < 0 || countById.put(id, count) != null) {
                throw refusal(number, i, field);
            }
        }
        noteEnds(number, countById);
        return countById;
    }

    private void noteEnds(long number, Map<Integer, Integer> countById) {
        if (countById.containsKey(0)) {
            lineOfIdZero = number;
        }
        if (countById.containsKey(vocabularySize)) {
            lineOfIdOfSize = number;
        }
    }

    private TextFileException refusal(long number, int field, String found) {
        return new TextFileException("expected a new id from 0 or 1 to " + vocabularySize
                + " and a whole count of at least 1 in field " + (field + 1) + " of line " + number + " of " + file
                + ", found \"" + Rows.shortened(found) + "\"" + WHAT_TO_DO);
    }
}
