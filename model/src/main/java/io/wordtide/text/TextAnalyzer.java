package io.wordtide.text;

/** SKELETON, being written: text to bag of words through a Lucene analyzer. */
public final class TextAnalyzer implements AutoCloseable {

    private TextAnalyzer() {}

    /** @throws IllegalArgumentException if there is no analyzer of that name; the message lists the names. */
    public static TextAnalyzer named(String name) {
        throw new UnsupportedOperationException();
    }

    public BagOfWords analyze(String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
