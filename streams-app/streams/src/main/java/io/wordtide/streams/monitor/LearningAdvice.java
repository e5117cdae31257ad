package io.wordtide.streams.monitor;

import io.wordtide.schema.LearningReport;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says in one line why a stream teaches little, if it does, and which setting to change: most documents have no known word,
 * most are duplicates, or the model predicts words no better than their frequencies do: than the better of two unigram models.
 *
 * <p>Judges by the reports on some thousand documents before, those of all models together: a report counts half after
 * 1,000 further documents. Not thread-safe.
 */
public final class LearningAdvice {

    /** Why a document is counted but not learned, in {@code skippedDocumentCounts}. */
    public static final String NO_KNOWN_WORD = "no known word";

    /** Why a document is neither counted nor learned, in {@code skippedDocumentCounts}. */
    public static final String DUPLICATE = "duplicate";

    private static final double HALF_LIFE_DOCUMENTS = 1_000;

    /** A model that has seen fewer documents than some thousands has not learned much yet; documents. */
    private static final long FEW_DOCUMENTS = 2_000;

    private enum Reason {
        NO_KNOWN_WORD,
        DUPLICATES,
        FEW_DOCUMENTS,
        LONG_DOCUMENTS,
        NO_BETTER_THAN_UNIGRAM
    }

    private final Map<String, String> settings;
    private final int duplicatesWindow;
    private final Set<Reason> given = EnumSet.noneOf(Reason.class);
    private long total;

    private double embedded;
    private double withoutKnownWord;
    private double duplicates;
    private double refinedNats;
    private double unigramNats;
    private double recentUnigramNats;
    private double refinedTokenNats;
    private double unigramTokenNats;
    private double recentUnigramTokenNats;

    /** Advice on the settings of an application. */
    public LearningAdvice(WordtideConfig config) {
        this.settings = config.modelSettings();
        this.duplicatesWindow = config.duplicatesWindow();
    }

    /** Adds what a report says. */
    public void add(LearningReport report) {
        int noKnownWord = report.getSkippedDocumentCounts().getOrDefault(NO_KNOWN_WORD, 0);
        int duplicate = report.getSkippedDocumentCounts().getOrDefault(DUPLICATE, 0);
        int documents = report.getDocumentCount() + noKnownWord + duplicate;
        double kept = Math.pow(2, -documents / HALF_LIFE_DOCUMENTS);
        total += documents;
        embedded = kept * embedded + report.getDocumentCount();
        withoutKnownWord = kept * withoutKnownWord + noKnownWord;
        duplicates = kept * duplicates + duplicate;
        refinedNats = kept * refinedNats + nats(report.getRefinedPerDocumentPerplexity(), report.getDocumentCount());
        unigramNats = kept * unigramNats + nats(report.getUnigramPerDocumentPerplexity(), report.getDocumentCount());
        recentUnigramNats = kept * recentUnigramNats
                + nats(
                        report.getRecentUnigramPerDocumentPerplexity().or(report::getUnigramPerDocumentPerplexity),
                        report.getDocumentCount());
        refinedTokenNats = kept * refinedTokenNats + nats(report.getRefinedCorpusPerplexity(), report.getTokenCount());
        unigramTokenNats = kept * unigramTokenNats + nats(report.getUnigramCorpusPerplexity(), report.getTokenCount());
        recentUnigramTokenNats = kept * recentUnigramTokenNats
                + nats(
                        report.getRecentUnigramCorpusPerplexity().or(report::getUnigramCorpusPerplexity),
                        report.getTokenCount());
    }

    /** The line, if the stream teaches little. */
    public Optional<String> line() {
        return reason().map(this::line);
    }

    /** The line, the first time that its reason holds and not before there are enough documents to tell. */
    public Optional<String> news() {
        return total < FEW_DOCUMENTS
                ? Optional.empty()
                : reason().filter(given::add).map(this::line);
    }

    private Optional<Reason> reason() {
        double half = (embedded + withoutKnownWord + duplicates) / 2;
        if (withoutKnownWord > half) {
            return Optional.of(Reason.NO_KNOWN_WORD);
        }
        if (duplicates > half) {
            return Optional.of(Reason.DUPLICATES);
        }
        if (embedded == 0 || refinedNats < betterUnigramNats()) {
            return Optional.empty();
        }
        if (total < FEW_DOCUMENTS) {
            return Optional.of(Reason.FEW_DOCUMENTS);
        }
        return Optional.of(
                refinedTokenNats < Math.min(unigramTokenNats, recentUnigramTokenNats)
                        ? Reason.LONG_DOCUMENTS
                        : Reason.NO_BETTER_THAN_UNIGRAM);
    }

    /** Of the better of the two unigram models on the documents so far; the reports of older versions have only one. */
    private double betterUnigramNats() {
        return Math.min(unigramNats, recentUnigramNats);
    }

    private String line(Reason reason) {
        return switch (reason) {
            case NO_KNOWN_WORD -> most(withoutKnownWord) + "no known word; " + knownWords();
            case DUPLICATES ->
                most(duplicates) + "the id of one of the " + count(duplicatesWindow)
                        + " before and were skipped; give each its own id, or set " + WordtideKeys.DUPLICATES
                        + "=learn";
            case FEW_DOCUMENTS ->
                "The model predicts words no better than their frequencies do; it takes some thousands of documents, and these"
                        + " are " + count(total);
            case LONG_DOCUMENTS ->
                worse()
                        + ", but better per token: long documents count most; raise wordtide.model.length.exponent, which"
                        + " costs some of the latter (runbook: no better than unigram)";
            case NO_BETTER_THAN_UNIGRAM -> worse() + "; the runbook has the causes (no better than unigram)";
        };
    }

    private String knownWords() {
        return settings.containsKey(WordtideKeys.VOCABULARY_FILE)
                ? "take the words of " + WordtideKeys.VOCABULARY_FILE + " from such documents, with the same "
                        + WordtideKeys.ANALYZER + " (wordtide vocabulary)"
                : "a word is known once "
                        + settings.get(WordtideKeys.VOCABULARY_MINIMUM_DOCUMENT_FREQUENCY)
                        + " documents contain it: lower " + WordtideKeys.VOCABULARY_MINIMUM_DOCUMENT_FREQUENCY
                        + ", or send more documents";
    }

    private String most(double count) {
        return String.format(
                Locale.ROOT,
                "%s documents (%.0f %%) have ",
                embedded == 0 ? "All" : "Most",
                100 * count / (embedded + withoutKnownWord + duplicates));
    }

    private String worse() {
        return String.format(
                Locale.ROOT,
                "The model predicts words no better than their frequencies do: perplexity %,.0f against %,.0f per document",
                Math.exp(refinedNats / embedded),
                Math.exp(betterUnigramNats() / embedded));
    }

    private static String count(long documents) {
        return String.format(Locale.ROOT, "%,d", documents);
    }

    private static double nats(Optional<Double> perplexity, long weight) {
        return perplexity.map(Math::log).orElse(0.0) * weight;
    }
}
