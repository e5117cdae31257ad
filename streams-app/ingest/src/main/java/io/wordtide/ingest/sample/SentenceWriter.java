package io.wordtide.ingest.sample;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.apache.commons.text.StringSubstitutor;

/** Writes sentences by filling patterns with the words of a theme. Immutable. */
final class SentenceWriter {

    private static final Pattern AN = Pattern.compile("\\b([Aa])\\(n\\) (?=[aeiouAEIOU])");
    private static final Pattern A = Pattern.compile("\\b([Aa])\\(n\\) ");

    private final List<String> patterns;
    private final Theme common;

    /**
     * @param patterns resource with one pattern per line; {@code {slot}} draws from the theme, {@code a(n)} agrees with
     *     the next word
     */
    SentenceWriter(String patterns) {
        this.patterns = Resources.lines(patterns);
        this.common = Theme.named("common");
    }

    /** A sentence about a theme. */
    String write(Theme theme, RandomGenerator random) {
        String pattern = patterns.get(random.nextInt(patterns.size()));
        StringSubstitutor slots = new StringSubstitutor(slot -> draw(theme, slot, random), "{", "}", '\\');
        String sentence = slots.replace(pattern);
        sentence = AN.matcher(sentence).replaceAll("$1n ");
        sentence = A.matcher(sentence).replaceAll("$1 ");
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    /** Draws the first words of a list more often than the last, as in natural language. */
    private String draw(Theme theme, String slot, RandomGenerator random) {
        List<String> words = Objects.requireNonNull(
                theme.words().getOrDefault(slot, common.words().get(slot)),
                () -> "expected a list of words for the slot, found none: " + slot);
        double share = random.nextDouble();
        return words.get((int) (words.size() * share * Math.sqrt(share)));
    }
}
