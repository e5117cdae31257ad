package io.wordtide.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Detects the language of a text with Apache OpenNLP's model of 103 languages, from the character n-grams (1 to 3)
 * that it contains, however often. The same text always has the same language. Thread-safe.
 *
 * <p>The model always names a language, even of a text without letters, and its probabilities depend on the length of the
 * text: those of five words are hardly above chance. Only their ratios are used, so a language is unknown unless it is
 * clearly more probable than the next one ({@link #CLEAR_RATIO}) and no other language, allowed or not, is much more
 * probable ({@link #FOREIGN_RATIO}). Both were chosen on sentences of 10 to 12 words in 16 languages: with all languages
 * allowed that have an analyzer, none was given a wrong one, except that Danish and Norwegian are hard to tell apart.
 *
 * <p>Its 10 MB are read with the first text, and take 33 MB of memory from then on.
 */
final class LanguageDetector {

    /** How much of a text is read, characters; more takes longer and changes little. */
    private static final int READ_CHARACTERS = 300;

    private static final double CLEAR_RATIO = 1.1;

    private static final double FOREIGN_RATIO = 1.25;

    private static final String MODEL = "/langdetect-183.bin";

    private LanguageDetector() {}

    /** Loaded when it is first needed. */
    private static final class Model {

        private static final LanguageDetectorME DETECTOR = new LanguageDetectorME(read());

        /** What the model calls them: codes of ISO 639-3. */
        private static final Map<String, Language> LANGUAGES = languages();

        private static Map<String, Language> languages() {
            Map<String, Language> languages = new HashMap<>();
            for (String code : DETECTOR.getSupportedLanguages()) {
                Language.read(code).ifPresent(language -> languages.put(code, language));
            }
            return languages;
        }

        private static LanguageDetectorModel read() {
            try (InputStream in = LanguageDetector.class.getResourceAsStream(MODEL)) {
                return new LanguageDetectorModel(Objects.requireNonNull(in, MODEL));
            } catch (IOException e) {
                throw new UncheckedIOException("expected the language model " + MODEL + " on the class path", e);
            }
        }
    }

    /**
     * The language of a text.
     *
     * @param allowed languages to choose from
     * @return empty if the text is too short or too mixed to tell, or in another language
     */
    static Optional<Language> detect(String text, Set<Language> allowed) {
        String beginning = TextNormalization.normalize(text.substring(0, Math.min(text.length(), READ_CHARACTERS)));
        opennlp.tools.langdetect.Language[] ranking = Model.DETECTOR.predictLanguages(beginning);
        // of two codes of one language, such as both forms of Norwegian, the more probable one counts
        Map<Language, Double> probabilities = new LinkedHashMap<>();
        for (opennlp.tools.langdetect.Language entry : ranking) {
            Language language = Model.LANGUAGES.get(entry.getLang());
            if (language != null && allowed.contains(language)) {
                probabilities.putIfAbsent(language, entry.getConfidence());
            }
        }
        Iterator<Map.Entry<Language, Double>> ranked = probabilities.entrySet().iterator();
        if (!ranked.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<Language, Double> best = ranked.next();
        double next = ranked.hasNext() ? ranked.next().getValue() : 0;
        boolean clear = best.getValue() >= CLEAR_RATIO * next;
        boolean foreign = ranking[0].getConfidence() > FOREIGN_RATIO * best.getValue();
        return clear && !foreign ? Optional.of(best.getKey()) : Optional.empty();
    }
}
