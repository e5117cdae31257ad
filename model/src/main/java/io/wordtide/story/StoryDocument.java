package io.wordtide.story;

import io.wordtide.text.BagOfWords;
import java.util.Optional;

/**
 * A document as it enters a {@link StoryTracker}.
 *
 * @param id its key
 * @param source where it comes from, if known
 * @param publishedAtMs when it was published, milliseconds since 1970, if known
 * @param bag its words
 * @param mean its vector, [K]; the only place where vectors come in, compared by cosine
 */
public record StoryDocument(
        String id, Optional<String> source, Optional<Long> publishedAtMs, BagOfWords bag, float[] mean) {}
