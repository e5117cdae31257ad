package io.wordtide.benchmarks;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Short documents of a language that is never the same: of 3,000 words in use each is replaced by a new one every
 * 60,000 documents, a few of them with every document, and each document has a word that is never used again. A
 * million documents have some fifty thousand words that come and go, and a million that come once.
 */
final class ChurningDocuments implements DocumentSource {

    private static final int WORDS_IN_USE = 3_000;
    private static final int LIFETIME = 60_000; // documents
    private static final int TOKENS = 20;

    private final int count;
    private final SplittableRandom random = new SplittableRandom(1);
    private int next;

    ChurningDocuments(int count) {
        this.count = count;
    }

    @Override
    public @Nullable ReadResult next() {
        if (next == count) {
            return null;
        }
        StringBuilder text = new StringBuilder("once").append(ZipfDocuments.word(next));
        for (int token = 0; token < TOKENS; token++) {
            text.append(' ').append(word());
        }
        Document document = Document.newBuilder()
                .setId(Integer.toString(next))
                .setText(text.toString())
                .setTitle(null)
                .setSource("source " + next % 5)
                .setLanguage(null)
                .setPublishedAt(null)
                .build();
        next++;
        return new ReadResult.Accepted(document);
    }

    /** Low places are frequent; at a place one word follows another, at other times than at other places. */
    private String word() {
        int place = (int) (WORDS_IN_USE * Math.pow(random.nextDouble(), 2));
        int generation = (next + place * (LIFETIME / WORDS_IN_USE)) / LIFETIME;
        return ZipfDocuments.word(generation * WORDS_IN_USE + place);
    }

    @Override
    public void close() {
        // nothing to close
    }
}
