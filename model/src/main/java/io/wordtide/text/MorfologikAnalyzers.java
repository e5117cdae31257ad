package io.wordtide.text;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.morfologik.MorfologikFilter;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.uk.UkrainianMorfologikAnalyzer;

/**
 * Analyzers that look words up in a dictionary of the morfologik library and replace them by their lemma. Where the
 * dictionary has several lemmas for a form, only the first is kept: each word of a document is counted once.
 */
final class MorfologikAnalyzers {

    private MorfologikAnalyzers() {}

    /** Polish: stop words of Lucene's stempel module dropped, lemmas lower-cased. */
    static Analyzer polish() {
        return new Polish();
    }

    /** Ukrainian: Lucene's analyzer of that name. */
    static Analyzer ukrainian() {
        return new FirstLemmas(new UkrainianMorfologikAnalyzer());
    }

    private static final class Polish extends Analyzer {

        private static final CharArraySet STOP_WORDS = new CharArraySet(PolishAnalyzer.getDefaultStopSet(), true);

        @Override
        protected TokenStreamComponents createComponents(String fieldName) {
            Tokenizer words = new StandardTokenizer();
            TokenStream kept = new StopFilter(words, STOP_WORDS);
            // lower-cased last: the dictionary has names in upper case only
            TokenStream lemmas = new FirstLemma(new MorfologikFilter(kept));
            return new TokenStreamComponents(words, new LowerCaseFilter(lemmas));
        }
    }

    private static final class FirstLemmas extends AnalyzerWrapper {

        private final Analyzer wrapped;

        FirstLemmas(Analyzer wrapped) {
            super(PER_FIELD_REUSE_STRATEGY);
            this.wrapped = wrapped;
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String fieldName) {
            return wrapped;
        }

        @Override
        protected TokenStreamComponents wrapComponents(String fieldName, TokenStreamComponents components) {
            return new TokenStreamComponents(components.getSource(), new FirstLemma(components.getTokenStream()));
        }

        @Override
        public void close() {
            wrapped.close();
            super.close();
        }
    }

    /** Keeps one of the tokens that stand at the same position. */
    private static final class FirstLemma extends FilteringTokenFilter {

        private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);

        FirstLemma(TokenStream lemmas) {
            super(lemmas);
        }

        @Override
        protected boolean accept() {
            return position.getPositionIncrement() > 0;
        }
    }
}
