package io.wordtide.ingest.sample;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Which themes are written about when: six themes in steady shares, until a story breaks halfway. The story then fills
 * two documents of five, fades to one of eight, increases the share of related themes (railways and harbours, where the
 * stranded go), and takes space from football and gardens. Immutable.
 */
final class NewsMix {

    private static final List<Theme> THEMES = Stream.of(
                    "harbour", "kitchen", "astronomy", "football", "garden", "railway")
            .map(Theme::named)
            .toList();
    private static final double[] SHARES_BEFORE = {0.16, 0.18, 0.14, 0.22, 0.14, 0.16};
    private static final double[] SHARES_AFTER = {0.22, 0.16, 0.14, 0.14, 0.08, 0.26};
    private static final Theme STORY = Theme.named("story");
    private static final double STORY_SHARE_AT_FIRST = 0.40;
    private static final double STORY_SHARE_AT_LAST = 0.125;

    private final int documentCount;

    NewsMix(int documentCount) {
        this.documentCount = documentCount;
    }

    /** Index of the first document that can be about the story. */
    int storyBreaksAt() {
        return documentCount / 2;
    }

    /** Draws a theme for a part of the document at an index. */
    Theme draw(int index, RandomGenerator random) {
        if (random.nextDouble() < storyShare(index)) {
            return STORY;
        }
        double[] shares = index < storyBreaksAt() ? SHARES_BEFORE : SHARES_AFTER;
        double left = random.nextDouble();
        int theme = 0;
        while (theme < shares.length - 1 && left >= shares[theme]) {
            left -= shares[theme];
            theme++;
        }
        return THEMES.get(theme);
    }

    private double storyShare(int index) {
        if (index < storyBreaksAt()) {
            return 0;
        }
        double age = (double) (index - storyBreaksAt()) / documentCount;
        return STORY_SHARE_AT_LAST + (STORY_SHARE_AT_FIRST - STORY_SHARE_AT_LAST) * Math.exp(-8 * age);
    }
}
