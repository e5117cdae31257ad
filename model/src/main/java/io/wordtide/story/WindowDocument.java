package io.wordtide.story;

import io.wordtide.story.Story.Member;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document in the window. Not thread-safe. */
final class WindowDocument {

    /** The object, its id and arrays without their elements, on a 64-bit JVM; bytes. */
    private static final int BYTES = 280;

    private final long number;
    private final String id;
    private final @Nullable String source;
    private final @Nullable Long publishedAtMs;
    private final TermVector vector;
    private final int[] direction;
    private final @Nullable String duplicateOf;
    private OpenStory story;

    /**
     * @param number of the document, from 0 in the order of the stream
     * @param direction its vector scaled to a length of {@link TermVector#UNIT}, [K]
     */
    WindowDocument(
            long number,
            String id,
            @Nullable String source,
            @Nullable Long publishedAtMs,
            TermVector vector,
            int[] direction,
            @Nullable String duplicateOf,
            OpenStory story) {
        this.number = number;
        this.id = id;
        this.source = source;
        this.publishedAtMs = publishedAtMs;
        this.vector = vector;
        this.direction = direction;
        this.duplicateOf = duplicateOf;
        this.story = story;
    }

    /** A vector scaled to a length of {@link TermVector#UNIT} and rounded; zeros stay zeros. */
    static int[] direction(float[] vector) {
        double squared = 0;
        for (float value : vector) {
            squared += (double) value * value;
        }
        double scale = TermVector.UNIT / Math.sqrt(squared == 0 ? 1 : squared);
        int[] direction = new int[vector.length];
        for (int k = 0; k < direction.length; k++) {
            direction[k] = (int) Math.round(vector[k] * scale);
        }
        return direction;
    }

    long number() {
        return number;
    }

    String id() {
        return id;
    }

    @Nullable String source() {
        return source;
    }

    @Nullable Long publishedAtMs() {
        return publishedAtMs;
    }

    TermVector vector() {
        return vector;
    }

    int[] direction() {
        return direction;
    }

    @Nullable String duplicateOf() {
        return duplicateOf;
    }

    OpenStory story() {
        return story;
    }

    void moveTo(OpenStory other) {
        story = other;
    }

    Member member() {
        return new Member(
                id, Optional.ofNullable(source), Optional.ofNullable(publishedAtMs), Optional.ofNullable(duplicateOf));
    }

    long memoryBytes() {
        return BYTES + Integer.BYTES * (2L * vector.terms().length + vector.heaviest().length + direction.length);
    }
}
