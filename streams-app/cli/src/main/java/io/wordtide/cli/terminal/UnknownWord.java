package io.wordtide.cli.terminal;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** A requested word that is not in the vocabulary. */
public final class UnknownWord {

    /** Misspelt words differ by at most this many letters. */
    private static final int FARTHEST_SPELLING = 3;

    private UnknownWord() {}

    /**
     * For a person: that the word is unknown, and which words are spelled alike.
     *
     * @param words the known words
     */
    public static String message(String term, Collection<String> words) {
        List<String> similar = spelledLike(term, words);
        return "%s: not among the %,d words of the vocabulary%s"
                .formatted(
                        term,
                        words.size(),
                        similar.isEmpty() ? "" : "; similar in spelling: " + String.join(", ", similar));
    }

    /** The known words with the nearest spelling, at most three; none if all are too far off. */
    private static List<String> spelledLike(String term, Collection<String> words) {
        LevenshteinDistance distance = new LevenshteinDistance(FARTHEST_SPELLING);
        return words.stream()
                .filter(known -> distance.apply(term, known) >= 0)
                .sorted(comparingInt(known -> distance.apply(term, known)))
                .limit(3)
                .toList();
    }
}
