package io.wordtide.baseline;

import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Documents for tests: written out as counts of each row, or drawn. */
final class Documents {

    private Documents() {}

    /** A document that has {@code counts[v]} tokens of row v. */
    static DocumentCounts of(int... counts) {
        List<int[]> present = new ArrayList<>();
        int tokenCount = 0;
        for (int row = 0; row < counts.length; row++) {
            if (counts[row] > 0) {
                present.add(new int[] {row, counts[row]});
                tokenCount += counts[row];
            }
        }
        return new DocumentCounts(
                present.stream().mapToInt(pair -> pair[0]).toArray(),
                present.stream().mapToInt(pair -> pair[1]).toArray(),
                tokenCount,
                0);
    }

    /** Documents of 5 to 14 tokens over two themes of 5 words each, nine tokens in ten from the document's theme. */
    static List<DocumentCounts> ofTwoThemes(int documentCount, long seed) {
        Random random = new Random(seed);
        List<DocumentCounts> documents = new ArrayList<>();
        for (int d = 0; d < documentCount; d++) {
            int[] counts = new int[10];
            int tokenCount = 5 + random.nextInt(10);
            int theme = random.nextInt(2);
            for (int i = 0; i < tokenCount; i++) {
                int from = random.nextInt(10) == 0 ? 1 - theme : theme;
                counts[5 * from + random.nextInt(5)]++;
            }
            documents.add(of(counts));
        }
        return documents;
    }

    /** Every count vector of {@code tokenCount} tokens over {@code vocabularySize} rows. */
    static List<DocumentCounts> all(int vocabularySize, int tokenCount) {
        List<DocumentCounts> documents = new ArrayList<>();
        addAll(new int[vocabularySize], 0, tokenCount, documents);
        return documents;
    }

    private static void addAll(int[] counts, int row, int remaining, List<DocumentCounts> documents) {
        if (row == counts.length - 1) {
            counts[row] = remaining;
            documents.add(of(counts));
            return;
        }
        for (int count = 0; count <= remaining; count++) {
            counts[row] = count;
            addAll(counts, row + 1, remaining - count, documents);
        }
    }

    /** The number of sequences of words with these counts: the multinomial coefficient that bounds leave out. */
    static double sequences(DocumentCounts document) {
        double logCoefficient = logFactorial(document.tokenCount());
        for (int count : document.counts()) {
            logCoefficient -= logFactorial(count);
        }
        return Math.round(Math.exp(logCoefficient));
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
