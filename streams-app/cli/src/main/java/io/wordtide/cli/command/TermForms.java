package io.wordtide.cli.command;

import io.wordtide.text.TextAnalyzer;
import java.util.List;
import java.util.Optional;

/** What the configured analyzer turns a word into, such as its stem. For one thread. */
public final class TermForms implements AutoCloseable {

    private final TextAnalyzer analyzer;

    /** @param name name of the analyzer */
    public TermForms(String name) {
        analyzer = TextAnalyzer.named(name);
    }

    /** The term a word becomes; empty if it is dropped or becomes several. */
    public Optional<String> analyzed(String word) {
        List<String> terms = analyzer.analyze(word).terms();
        return terms.size() == 1 ? Optional.of(terms.get(0)) : Optional.empty();
    }

    @Override
    public void close() {
        analyzer.close();
    }
}
