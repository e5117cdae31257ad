package io.wordtide.evaluate;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents divided for document completion: the tokens that a model may read, and those whose probability it then has
 * to give. Of a document's N tokens, round(share N) are held out, but at least one, and at least one is left to read; they are drawn
 * without replacement, all sets of that size being equally probable.
 *
 * <p>The draw depends on nothing but the document's own words and counts: not on the order of the documents, nor on
 * model or seed, so that all are scored on the same tokens. Documents of fewer than two tokens cannot be divided; they
 * are left out and counted.
 *
 * <p>See: H. Wallach, I. Murray, R. Salakhutdinov, D. Mimno, "Evaluation methods for topic models", ICML 2009.
 *
 * @param share of a document's tokens to hold out, above 0 and below 1
 * @param observed the tokens to read, [D], none empty
 * @param heldOut the tokens held out of the same documents, [D], none empty
 * @param leftOutCount documents of fewer than two tokens
 */
public record CompletionSplit(
        double share, List<DocumentCounts> observed, List<DocumentCounts> heldOut, int leftOutCount) {

    private static final int LEAST_TOKENS = 2;

    /** @throws IllegalArgumentException if the share is out of its range, or no document has two tokens */
    public static CompletionSplit of(List<DocumentCounts> documents, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "expected a share of tokens to hold out above 0 and below 1, found " + share);
        }
        List<DocumentCounts> observed = new ArrayList<>();
        List<DocumentCounts> heldOut = new ArrayList<>();
        for (DocumentCounts document : documents) {
            if (document.tokenCount() >= LEAST_TOKENS) {
                int[] held = draw(document, share);
                heldOut.add(part(document, held, 0));
                observed.add(part(document, rest(document.counts(), held), document.outOfVocabularyTokenCount()));
            }
        }
        if (heldOut.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a document of at least %d tokens to hold some of them out, found none among %,d documents"
                            .formatted(LEAST_TOKENS, documents.size()));
        }
        return new CompletionSplit(
                share, List.copyOf(observed), List.copyOf(heldOut), documents.size() - heldOut.size());
    }

    /** How many tokens of each of the document's words are held out, [n]: selection sampling, one token after another. */
    private static int[] draw(DocumentCounts document, double share) {
        int undecided = document.tokenCount();
        int wanted = (int) Math.max(1, Math.min(undecided - 1, Math.round(share * undecided)));
        SeededNoise noise = SeededNoise.of(0, 0, Purpose.HELD_OUT_TOKENS)
                .part(31L * Arrays.hashCode(document.rows()) + Arrays.hashCode(document.counts()));
        int[] held = new int[document.rows().length];
        long draw = 0;
        for (int i = 0; i < held.length; i++) {
            for (int token = document.counts()[i]; token > 0; token--) {
                if (noise.uniform(draw++) * undecided < wanted) {
                    held[i]++;
                    wanted--;
                }
                undecided--;
            }
        }
        return held;
    }

    private static int[] rest(int[] counts, int[] held) {
        int[] rest = counts.clone();
        Arrays.setAll(rest, i -> counts[i] - held[i]);
        return rest;
    }

    /** The document with these counts, without the words that have none. */
    private static DocumentCounts part(DocumentCounts document, int[] counts, int outOfVocabularyTokenCount) {
        int[] present =
                IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
        int[] rows = Arrays.stream(present).map(i -> document.rows()[i]).toArray();
        int[] kept = Arrays.stream(present).map(i -> counts[i]).toArray();
        return new DocumentCounts(rows, kept, Arrays.stream(kept).sum(), outOfVocabularyTokenCount);
    }
}
