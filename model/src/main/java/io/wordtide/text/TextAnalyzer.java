package io.wordtide.text;

import io.wordtide.personal.PersonalData;
import io.wordtide.personal.PersonalData.Redacted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Turns text into a bag of words: {@linkplain TextNormalization normalized}, {@linkplain PersonalData without personal
 * data} where they are dropped, then analyzed by one of Apache Lucene's
 * analyzers, chosen by name:
 *
 * <ul>
 *   <li>{@code english}: words lower-cased, possessives cut, Lucene's 33 stop words dropped, Porter-stemmed;
 *   <li>the other languages by their lower-case English names ({@code german}, {@code french}, …), each with its own
 *       stop words and stemmer, or a dictionary ({@code chinese}, {@code japanese}, {@code korean}, {@code polish},
 *       {@code ukrainian}); {@code cjk} for Chinese, Japanese and Korean without one (bigrams);
 *   <li>{@code standard}: Unicode words, lower-cased, nothing dropped, for any language with spaces;
 *   <li>{@code simple}: runs of two or more letters a to z, see {@link LetterRunAnalyzer}.
 * </ul>
 *
 * <p>Long words: all but {@code simple} cut what is longer than 255 characters into pieces of that length, Lucene's
 * default; {@code simple} keeps runs of up to 2^20 letters whole. Limit the length of a document before analyzing it.
 *
 * <p>Thread-safe, but each thread that calls {@link #analyze} keeps a token stream of its own until {@link #close};
 * give each long-lived thread its own analyzer and close it there.
 */
public final class TextAnalyzer implements AutoCloseable {

    /** Lucene analyzes fields of documents; a text is treated as a document with one field. */
    private static final String FIELD = "text";

    private final UnaryOperator<String> preparation;
    private final Analyzer analyzer;
    private final PersonalData.Policy personalData;

    private TextAnalyzer(UnaryOperator<String> preparation, Analyzer analyzer, PersonalData.Policy personalData) {
        this.personalData = personalData;
        this.preparation = preparation;
        this.analyzer = analyzer;
    }

    /** An analyzer of texts as they are. */
    public static TextAnalyzer named(String name) {
        return named(name, PersonalData.Policy.KEEP);
    }

    /** @throws IllegalArgumentException if no analyzer has that name; the message lists the names. */
    public static TextAnalyzer named(String name, PersonalData.Policy personalData) {
        return name.equals(LetterRunAnalyzer.NAME)
                ? new TextAnalyzer(LetterRunAnalyzer::lowerCase, new LetterRunAnalyzer(), personalData)
                : new TextAnalyzer(UnaryOperator.identity(), LuceneAnalyzers.create(name), personalData);
    }

    /** The names that {@link #named} accepts, in alphabetical order. */
    public static List<String> names() {
        return LuceneAnalyzers.names();
    }

    /** The distinct terms of a text, their counts and surface forms; an empty bag if the analyzer leaves nothing. */
    public BagOfWords analyze(String text) {
        Redacted redacted = personalData.apply(TextNormalization.normalize(text));
        String prepared = preparation.apply(redacted.text());
        // lower-casing changes the length of very few letters; then forms are shown in small letters
        TermOccurrences terms =
                new TermOccurrences(prepared.length() == redacted.text().length() ? redacted.text() : prepared);
        try (TokenStream tokens = analyzer.tokenStream(FIELD, prepared)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offsets = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                // Normalization may leave nothing of a word, for example of an Arabic stroke of elongation on its own.
                if (!term.isEmpty() && isWellFormed(term)) {
                    terms.add(term.toString(), offsets.startOffset(), offsets.endOffset());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("expected no I/O error in analyzing a string", e);
        }
        return terms.toBag(redacted.counts());
    }

    /**
     * Whether a term can be written as UTF-8. Lucene's Chinese tokenizer reads 1,024 characters at a time and, in a
     * paragraph that is longer, may separate the two code units of one character: two terms that no encoding has, both
     * written as a question mark.
     */
    static boolean isWellFormed(CharSequence term) {
        for (int i = 0; i < term.length(); i++) {
            if (Character.isSurrogate(term.charAt(i))) { // rare, and only then worth decoding
                return term.codePoints().noneMatch(character -> Character.getType(character) == Character.SURROGATE);
            }
        }
        return true;
    }

    /** Frees the token streams of all threads; the analyzer cannot be used after that. */
    @Override
    public void close() {
        analyzer.close();
    }
}
