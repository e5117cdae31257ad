package io.wordtide.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds the term that somebody means: the word itself if it is one, else the term that the stream writes so, else what the
 * analyzer makes of it.
 *
 * @param isTerm whether a word is a term
 * @param termByForm terms by their surface forms in small letters
 * @param analyze the terms that the analyzer may make of a word, the most likely first
 */
public record WordLookup(
        Predicate<String> isTerm, Supplier<Map<String, String>> termByForm, Function<String, List<String>> analyze) {

    /** The term; empty if there is none. */
    public Optional<String> find(String written) {
        return findAsWritten(written).or(() -> greekSingular(written).flatMap(this::findAsWritten));
    }

    private Optional<String> findAsWritten(String written) {
        if (isTerm.test(written)) {
            return Optional.of(written);
        }
        return Optional.ofNullable(termByForm
                        .get()
                        .get(TextNormalization.normalize(written).toLowerCase(Locale.ROOT)))
                .filter(isTerm)
                .or(() -> analyze.apply(written).stream().filter(isTerm).findFirst());
    }

    /** {@code crisis} of {@code crises}: Porter's stemmer makes two terms of them. */
    private static Optional<String> greekSingular(String written) {
        return written.endsWith("ses")
                ? Optional.of(written.substring(0, written.length() - 2) + "is")
                : Optional.empty();
    }
}
