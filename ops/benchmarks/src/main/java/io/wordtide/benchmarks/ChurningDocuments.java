package io.wordtide.benchmarks;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Short documents in a language that keeps changing: each of the 3,000 words in use is replaced by a new one every
 * 60,000 documents, one word every 20 documents, and each document has a word that is never used again. A million
 * documents have about fifty thousand words that come and go, and a million that occur once.
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

    /** Low places are frequent; each place replaces its word at times of its own. */
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
