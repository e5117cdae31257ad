package io.wordtide.benchmarks;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Generated documents whose words are as frequent as a language's: the v-th word has a frequency proportional to
 * 1 / (v + 3) (Zipf's law with Mandelbrot's shift). The same seed gives the same documents.
 */
final class ZipfDocuments {

    private static final double SHIFT = 3;
    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aiou";

    private final double[] cumulative; // [V], ascending to 1
    private final int distinctWords;
    private final SplittableRandom random;

    /** @param distinctWords distinct words of a document, on average */
    ZipfDocuments(int vocabularySize, int distinctWords, long seed) {
        this.cumulative = new double[vocabularySize];
        this.distinctWords = distinctWords;
        this.random = new SplittableRandom(seed);
        double sum = 0;
        for (int v = 0; v < vocabularySize; v++) {
            sum += 1 / (v + SHIFT);
            cumulative[v] = sum;
        }
        for (int v = 0; v < vocabularySize; v++) {
            cumulative[v] /= sum;
        }
    }

    /** Word numbers and their counts, drawn until the document has its number of distinct words. */
    SortedMap<Integer, Integer> next() {
        int wanted = distinctWords / 2 + random.nextInt(distinctWords + 1);
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        while (counts.size() < Math.min(wanted, cumulative.length)) {
            int found = Arrays.binarySearch(cumulative, random.nextDouble());
            counts.merge(Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1), 1, Integer::sum);
        }
        return counts;
    }

    /** Documents whose word numbers are rows. */
    List<DocumentCounts> indexed(int count) {
        List<DocumentCounts> documents = new ArrayList<>();
        for (int d = 0; d < count; d++) {
            SortedMap<Integer, Integer> document = next();
            int[] rows = document.keySet().stream().mapToInt(Integer::intValue).toArray();
            int[] counts =
                    document.values().stream().mapToInt(Integer::intValue).toArray();
            documents.add(new DocumentCounts(rows, counts, Arrays.stream(counts).sum(), 0));
        }
        return documents;
    }

    /** Documents whose words are spelled by {@link #word}. */
    List<BagOfWords> bags(int count) {
        List<BagOfWords> bags = new ArrayList<>();
        for (int d = 0; d < count; d++) {
            TreeMap<String, Integer> byTerm = new TreeMap<>();
            next().forEach((word, occurrences) -> byTerm.put(word(word), occurrences));
            bags.add(BagOfWords.of(byTerm));
        }
        return bags;
    }

    /** A text of a document's words, each as often as it occurs. */
    String text() {
        List<String> words = new ArrayList<>();
        next().forEach((word, occurrences) -> {
            for (int i = 0; i < occurrences; i++) {
                words.add(word(word));
            }
        });
        return String.join(" ", words);
    }

    /** All words, the most frequent first. */
    static List<String> words(int vocabularySize) {
        List<String> words = new ArrayList<>();
        for (int v = 0; v < vocabularySize; v++) {
            words.add(word(v));
        }
        return words;
    }

    /** Spells a number in syllables of a consonant and a vowel, differently for each number. */
    static String word(int number) {
        StringBuilder word = new StringBuilder();
        int rest = number;
        for (int syllable = 0; syllable < 3 || rest > 0; syllable++) {
            word.append(CONSONANTS.charAt(rest % CONSONANTS.length()));
            rest /= CONSONANTS.length();
            word.append(VOWELS.charAt(rest % VOWELS.length()));
            rest /= VOWELS.length();
        }
        return word.toString();
    }
}
