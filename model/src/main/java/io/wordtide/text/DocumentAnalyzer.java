package io.wordtide.text;

import io.wordtide.personal.PersonalData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns documents into bags of words: all with one {@link TextAnalyzer}, or, if it is called {@code auto}, each with that
 * of its language.
 *
 * <p>The language of a document is the one that is written on it, or else, if the analyzer is chosen by it, the one that
 * is detected in its text. A language that is not among the allowed ones counts as unknown. Documents in an unknown
 * language are treated like those in the fallback language; without one, {@code auto} analyzes them as {@code standard},
 * and so it does those in a language that has no analyzer.
 *
 * <p>Analyzers and the detector are made when they are first needed. For one thread.
 */
public final class DocumentAnalyzer implements AutoCloseable {

    /** Name for choosing the analyzer by the language of each document. */
    public static final String AUTO = "auto";

    private static final String LANGUAGE_UNKNOWN = "standard";

    private final String name;
    private final Set<Language> languages;
    private final Optional<Language> fallback;
    private final PersonalData.Policy personalData;
    private final Map<String, TextAnalyzer> analyzers = new HashMap<>();

    /**
     * @param name {@link #AUTO} or the name of a {@link TextAnalyzer}
     * @param languages the allowed languages; if empty, all that are written on documents, and for detection all that
     *     have an analyzer
     * @param fallback language of documents whose language is unknown
     * @param personalData whether it is dropped from each text
     * @throws IllegalArgumentException if no analyzer has that name; the message lists the names
     */
    public DocumentAnalyzer(
            String name, Set<Language> languages, Optional<Language> fallback, PersonalData.Policy personalData) {
        this.personalData = personalData;
        this.name = name;
        this.languages = languages;
        this.fallback = fallback;
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "expected the name of an analyzer, one of " + String.join(", ", names()) + "; found " + name);
        }
        if (!isAuto()) {
            analyzers.put(name, TextAnalyzer.named(name, personalData));
        }
    }

    /** The names of all analyzers: {@link #AUTO}, then those of {@link TextAnalyzer#names}. */
    public static List<String> names() {
        return Stream.concat(Stream.of(AUTO), TextAnalyzer.names().stream()).toList();
    }

    /** An analyzer for documents in any language, as they are. */
    public static DocumentAnalyzer named(String name) {
        return named(name, PersonalData.Policy.KEEP);
    }

    /** An analyzer for documents in any language. */
    public static DocumentAnalyzer named(String name, PersonalData.Policy personalData) {
        return new DocumentAnalyzer(name, Set.of(), Optional.empty(), personalData);
    }

    /**
     * The language of a document; empty if it is unknown and there is no fallback.
     *
     * @param written the language that is written on it, as {@link Language#read} understands it
     */
    public Optional<Language> language(Optional<String> written, String text) {
        Optional<Language> known = written.flatMap(Language::read);
        if (known.isEmpty() && isAuto()) {
            known = LanguageDetector.detect(text, languages.isEmpty() ? Language.ANALYZED : languages);
        }
        return known.filter(language -> languages.isEmpty() || languages.contains(language))
                .or(() -> fallback);
    }

    /** The terms of a text in a language, which {@link #language} returned, and their counts; may be empty. */
    public BagOfWords analyze(Optional<Language> language, String text) {
        return analyzer(language).analyze(text);
    }

    /** The terms of a text that has no language written on it, and their counts; may be empty. */
    public BagOfWords analyze(String text) {
        return analyze(language(Optional.empty(), text), text);
    }

    /** Name of the analyzer for a language. */
    public String analyzerName(Optional<Language> language) {
        return isAuto() ? language.flatMap(Language::analyzer).orElse(LANGUAGE_UNKNOWN) : name;
    }

    /**
     * The terms that a word may have become, the most likely first. A single word is too short to detect its language;
     * if that is not known, these are its terms in the fallback language and in each of the configured languages.
     *
     * @param language that of the model whose terms are searched, if it has only one
     */
    public List<String> forms(Optional<Language> language, String word) {
        Stream<Optional<Language>> possible = isAuto() && language.isEmpty()
                ? Stream.concat(Stream.of(fallback), languages.stream().map(Optional::of))
                : Stream.of(language);
        return possible.map(each -> analyze(each, word).terms())
                .filter(terms -> terms.size() == 1)
                .map(terms -> terms.get(0))
                .distinct()
                .toList();
    }

    /** Frees all analyzers; this one cannot be used after that. */
    @Override
    public void close() {
        analyzers.values().forEach(TextAnalyzer::close);
    }

    private boolean isAuto() {
        return name.equals(AUTO);
    }

    private TextAnalyzer analyzer(Optional<Language> language) {
        return analyzers.computeIfAbsent(
                analyzerName(language), analyzer -> TextAnalyzer.named(analyzer, personalData));
    }
}
