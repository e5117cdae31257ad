package io.wordtide.streams.processor;

import io.wordtide.learn.Change;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Describes a change in one sentence. */
final class ChangeMessages {

    /** Words named in the sentence; an event lists more. */
    private static final int NAMED = 5;

    private ChangeMessages() {}

    static String of(Change change) {
        return switch (change.kind()) {
            case DRIFT ->
                format(
                        "Documents have been harder to predict since document %,d: %.2f nats per token, %.2f before",
                        change.sinceDocument(), evidence(change, Change.AFTER), evidence(change, Change.BEFORE));
            case OUT_OF_VOCABULARY_BURST ->
                format(
                        "More unknown words since document %,d: %.1f %% of all tokens, %.1f %% before",
                        change.sinceDocument(),
                        100 * evidence(change, Change.AFTER),
                        100 * evidence(change, Change.BEFORE));
            case WORD_MOVED -> moved(change);
            case WORDS_ADMITTED -> "New words: " + words(change);
            case WORDS_FORGOTTEN -> "Forgotten words: " + words(change);
        };
    }

    private static String moved(Change change) {
        String moved =
                format("%s moved by %.2f", form(change, change.terms().get(0)), evidence(change, Change.COSINE_DRIFT));
        if (change.neighboursGained().isEmpty()) {
            return moved;
        }
        return moved + ", towards " + named(change, change.neighboursGained())
                + (change.neighboursLost().isEmpty() ? "" : " and away from " + named(change, change.neighboursLost()));
    }

    private static String words(Change change) {
        int further = (int) evidence(change, Change.WORDS)
                - Math.min(NAMED, change.terms().size());
        return named(change, change.terms()) + (further == 0 ? "" : format(" and %,d more", further));
    }

    private static String named(Change change, List<String> words) {
        return words.stream().limit(NAMED).map(word -> form(change, word)).collect(Collectors.joining(", "));
    }

    private static String form(Change change, String term) {
        return change.forms().getOrDefault(term, term);
    }

    /** Independent of the locale: the message goes to a topic, and learning a journal again must repeat it exactly. */
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double evidence(Change change, String name) {
        return change.evidence().getOrDefault(name, Double.NaN);
    }
}
