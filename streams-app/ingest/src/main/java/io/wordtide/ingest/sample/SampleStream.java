package io.wordtide.ingest.sample;

import com.google.common.hash.Hashing;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Generated news. Each document depends only on the seed and its index, so a stream that was stopped continues by
 * starting at a later index. For one thread.
 */
public final class SampleStream implements DocumentSource {

    /** Default number of documents: enough to see the story break and be learned. */
    public static final int DEFAULT_DOCUMENT_COUNT = 8_000;

    private static final Instant FIRST_PUBLISHED = Instant.parse("2026-03-02T06:00:00Z");
    private static final Duration BETWEEN_DOCUMENTS = Duration.ofSeconds(45);

    /** A text ends with the sentence that reaches its length, 30 to 100 words; no sentence has more than 25. */
    private static final int MIN_WORDS = 30;

    private static final int MAX_WORDS = 100;
    private static final double SENTENCE_OF_SECOND_THEME = 0.25;
    private static final double WRITTEN_BY_NEWSROOM = 0.2;

    private final long seed;
    private final int documentCount;
    private final NewsMix mix;
    private final SentenceWriter sentences = new SentenceWriter("sentences.txt");
    private final SentenceWriter titles = new SentenceWriter("titles.txt");
    private int index;

    /**
     * A stream, or the rest of one.
     *
     * @param seed seed of the documents
     * @param documentCount documents of the whole stream; the story breaks at half of them
     * @param firstIndex index of the first document, from 0
     */
    public SampleStream(long seed, int documentCount, int firstIndex) {
        this.seed = seed;
        this.documentCount = documentCount;
        this.mix = new NewsMix(documentCount);
        this.index = firstIndex;
    }

    /** Index of the first document that can be about the story that breaks. */
    public int storyBreaksAt() {
        return mix.storyBreaksAt();
    }

    @Override
    public @Nullable ReadResult next() {
        return index < documentCount ? new ReadResult.Accepted(document(index++)) : null;
    }

    @Override
    public void close() {
        // nothing to close
    }

    /** The document at an index, from 0. */
    Document document(int index) {
        // hashed, because neighbouring seeds can produce overlapping sequences
        RandomGenerator random = new SplittableRandom(Hashing.murmur3_128()
                .newHasher()
                .putLong(seed)
                .putInt(index)
                .hash()
                .asLong());
        Theme theme = mix.draw(index, random);
        Theme second = mix.draw(index, random);
        String source = random.nextDouble() < WRITTEN_BY_NEWSROOM ? "newsroom" : theme.source();
        return new Document(
                "sample-%06d".formatted(index),
                text(theme, second, random),
                titles.write(theme, random),
                source,
                "en",
                FIRST_PUBLISHED.plus(BETWEEN_DOCUMENTS.multipliedBy(index)));
    }

    private String text(Theme theme, Theme second, RandomGenerator random) {
        int length = random.nextInt(MIN_WORDS, MAX_WORDS);
        StringBuilder text = new StringBuilder();
        int words = 0;
        while (words < length) {
            boolean aside = random.nextDouble() < SENTENCE_OF_SECOND_THEME;
            String sentence = sentences.write(aside ? second : theme, random);
            words += sentence.split(" ").length;
            text.append(text.isEmpty() ? "" : " ").append(sentence);
        }
        return text.toString();
    }
}
