package io.wordtide.text;

import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.util.CharTokenizer;
import org.apache.lucene.util.AttributeFactory;

/**
 * The analyzer called {@code simple}: runs of the letters a to z, two letters or more, of the lower-cased text, without
 * Lucene's 33 default English stop words. Nothing else is dropped or changed, so any tool can produce the same words of a
 * {@linkplain TextNormalization normalized} text, as a text in ASCII always is: in Python, {@code re.findall("[a-z]+",
 * text.lower())} and then the two conditions.
 *
 * <p>The order of lower-casing and splitting matters for the two characters outside ASCII whose lower case has an ASCII
 * letter: the Kelvin sign (U+212A) becomes k and is part of a run; a capital I with a dot (U+0130) becomes i and a
 * combining dot, which ends the run after the i. Lower-casing comes first, on the whole text and independent of the
 * language ({@link Locale#ROOT}); Lucene's filters work on single characters after splitting and could not do that.
 */
final class LetterRunAnalyzer extends Analyzer {

    static final String NAME = "simple";

    private static final int MINIMUM_LENGTH = 2;

    /** The most Lucene allows, letters; its default of 255 would turn pieces of words into words. */
    private static final int MAXIMUM_LENGTH = 1 << 20;

    /** Lower-cases a text, which has to be done before it is analyzed. */
    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer runs = new LetterRunTokenizer();
        TokenStream words = new LengthFilter(runs, MINIMUM_LENGTH, MAXIMUM_LENGTH);
        return new TokenStreamComponents(runs, new StopFilter(words, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET));
    }

    private static final class LetterRunTokenizer extends CharTokenizer {

        LetterRunTokenizer() {
            super(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY, MAXIMUM_LENGTH);
        }

        @Override
        protected boolean isTokenChar(int character) {
            return 'a' <= character && character <= 'z';
        }
    }
}
