package io.wordtide.story;

import java.util.BitSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open stories by slot: a small number that is free again once the story has ended. Not thread-safe. */
final class OpenStories {

    private @Nullable OpenStory[] stories = new @Nullable OpenStory[64];
    private final BitSet slots = new BitSet();

    int lowestFreeSlot() {
        return slots.nextClearBit(0);
    }

    void put(OpenStory story) {
        slots.set(story.slot());
        stories = Growing.atLeast(stories, story.slot() + 1);
        stories[story.slot()] = story;
    }

    void remove(OpenStory story) {
        slots.clear(story.slot());
        stories[story.slot()] = null;
    }

    void clear() {
        stream().toList().forEach(this::remove);
    }

    /** The story in a slot that is taken. */
    OpenStory in(int slot) {
        OpenStory story = stories[slot];
        if (story == null) {
            throw new IllegalStateException("expected a story in slot " + slot + ", found none");
        }
        return story;
    }

    /** Above all slots that are taken. */
    int slotCount() {
        return slots.length();
    }

    int size() {
        return slots.cardinality();
    }

    /** All of them, by ascending slot. */
    Stream<OpenStory> stream() {
        return slots.stream().mapToObj(this::in);
    }
}
