package io.wordtide.streams.processor;

import io.wordtide.streams.config.WordtideConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once if the analyzer {@code simple}, which keeps the letters a to z, drops most letters of a stream. For one
 * thread.
 */
final class DroppedLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedLetters.class);

    private static final String SIMPLE = "simple";

    /** Enough to know a stream by, letters. */
    static final int WINDOW = 10_000;

    private boolean watching;
    private int letters;
    private int dropped;

    DroppedLetters(WordtideConfig config) {
        this.watching = config.analyzer().equals(SIMPLE);
    }

    /** Counts the letters of a text that was analyzed. */
    void add(String text) {
        for (int i = 0; watching && i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isLetter(character)) {
                letters++;
                dropped += character < 128 ? 0 : 1;
                if (letters == WINDOW) {
                    judge();
                }
            }
        }
    }

    private void judge() {
        if (2 * dropped > letters) {
            watching = false;
            LOG.warn(
                    "The analyzer simple keeps the letters a to z alone and drops most letters of this stream; set"
                            + " wordtide.analyzer to the language of the stream, to standard, or to auto droppedShare={}",
                    (double) dropped / letters);
        }
        letters = 0;
        dropped = 0;
    }

    /** Whether it has not warned yet. */
    boolean isWatching() {
        return watching;
    }
}
