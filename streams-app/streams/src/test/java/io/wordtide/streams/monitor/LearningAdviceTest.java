package io.wordtide.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.LearningReport;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningAdviceTest {

    /** Perplexities of a report: per document and per token, of the model and of the unigram model. */
    private record Perplexities(double refined, double unigram, double refinedPerToken, double unigramPerToken) {}

    private static final Perplexities BETTER = new Perplexities(200, 400, 200, 400);
    private static final Perplexities WORSE = new Perplexities(500, 400, 500, 400);
    private static final Perplexities WORSE_FOR_SHORT_ONES = new Perplexities(500, 400, 300, 400);

    @TempDir
    private Path folder;

    private static WordtideConfig config(String... keysAndValues) {
        Map<String, String> settings =
                new HashMap<>(Map.of("bootstrap.servers", "none:1", "schema.registry.url", "http://none:1"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return WordtideConfig.of(settings);
    }

    private static LearningAdvice after(int reports, LearningReport report, String... keysAndValues) {
        LearningAdvice advice = new LearningAdvice(config(keysAndValues));
        for (int i = 0; i < reports; i++) {
            advice.add(report);
        }
        return advice;
    }

    private static LearningReport learned(int documents, Perplexities perplexities) {
        return report(documents, Map.of(), Optional.of(perplexities));
    }

    private static LearningReport skipped(int documents, String reason) {
        return report(0, Map.of(reason, documents), Optional.empty());
    }

    @Test
    void shouldNameTheMinimumDocumentFrequencyWhenNoWordCameOftenEnough() {
        // When
        LearningAdvice advice =
                after(2, skipped(50, "no known word"), "wordtide.vocabulary.minimum.document.frequency", "7");

        // Then
        assertThat(advice.line())
                .hasValue("All documents (100 %) have no known word; a word is known once 7 documents contain it: lower"
                        + " wordtide.vocabulary.minimum.document.frequency, or send more documents");
    }

    @Test
    void shouldNameTheFileWhenAFixedVocabularyDoesNotFitTheStream() throws IOException {
        // Given
        Path words = Files.writeString(folder.resolve("words"), "oil\nwheat\n");
        LearningAdvice advice = after(2, skipped(50, "no known word"), "wordtide.vocabulary.file", words.toString());

        // When: 50 documents with a known word; a report counts half after 1,000 documents
        advice.add(learned(50, BETTER));

        // Then: 2^-0.05 of the two reports of 50 before and 2^-0.1, 48.30 + 46.65 of 144.95 documents
        assertThat(advice.line())
                .hasValue(
                        "Most documents (66 %) have no known word; take the words of wordtide.vocabulary.file from such"
                                + " documents, with the same wordtide.analyzer (wordtide vocabulary)");
    }

    @Test
    void shouldNameTheWindowWhenMostDocumentsAreDuplicates() {
        // When
        LearningAdvice advice = after(2, report(10, Map.of("duplicate", 30), Optional.of(BETTER)));

        // Then
        assertThat(advice.line())
                .hasValue(
                        "Most documents (75 %) have the id of one of the 100,000 before and were skipped; give each its own"
                                + " id, or set wordtide.duplicates=learn");
    }

    @Test
    void shouldAskForMoreDocumentsWhenTheyAreFew() {
        // When: 39 x 50 and 40 x 50
        LearningAdvice few = after(39, learned(50, WORSE));
        LearningAdvice enough = after(40, learned(50, WORSE));

        // Then
        assertThat(few.line())
                .hasValue(
                        "The model predicts words no better than their frequencies do; it takes some thousands of documents,"
                                + " and these are 1,950");
        assertThat(enough.line())
                .hasValue("The model predicts words no better than their frequencies do: perplexity 500 against 400 per"
                        + " document; the runbook has the causes (no better than unigram)");
    }

    @Test
    void shouldCompareWithTheRecentUnigramModelWhereThatIsTheBetterOne() {
        // When: 200 against 400 and 150 per document; against 400 and 250 per token, or 400 and 190
        LearningAdvice betterPerToken = after(40, withRecentUnigram(150, 250));
        LearningAdvice worse = after(40, withRecentUnigram(150, 190));

        // Then
        assertThat(betterPerToken.line())
                .hasValueSatisfying(line -> assertThat(line)
                        .startsWith(
                                "The model predicts words no better than their frequencies do: perplexity 200 against 150 per"
                                        + " document, but better per token"));

        assertThat(worse.line())
                .hasValueSatisfying(
                        line -> assertThat(line)
                                .endsWith(
                                        "perplexity 200 against 150 per document; the runbook has the causes (no better than unigram)"));
    }

    private static LearningReport withRecentUnigram(double perDocument, double perToken) {
        return LearningReport.newBuilder(learned(50, BETTER))
                .setRecentUnigramPerDocumentPerplexity(perDocument)
                .setRecentUnigramCorpusPerplexity(perToken)
                .build();
    }

    @Test
    void shouldNameTheLengthExponentWhenOnlyShortDocumentsArePredictedBadly() {
        // Given
        String key = "wordtide.model.length.exponent";

        // When
        LearningAdvice advice = after(40, learned(50, WORSE_FOR_SHORT_ONES));

        // Then
        assertThat(advice.line())
                .hasValue("The model predicts words no better than their frequencies do: perplexity 500 against 400 per"
                        + " document, but better per token: long documents count most; raise " + key
                        + ", which costs some of the latter (runbook: no better than unigram)");
        assertThat(config().modelSettings()).containsKey(key);
    }

    @Test
    void shouldForgetABadBeginning() {
        // Given: 2,000 documents
        LearningAdvice advice = after(40, learned(50, WORSE));

        // When: log(500 / 400) = 0.22, log(400 / 200) = 0.69
        for (int i = 0; i < 10; i++) {
            advice.add(learned(50, BETTER));
        }

        // Then: 2,000 documents weigh 1,101 and 500 more later 778, the others 430; 778 x 0.22 = 174 < 430 x 0.69 = 298
        assertThat(advice.line()).isEmpty();
    }

    @Test
    void shouldSayNothingWhenTheStreamTeaches() {
        assertThat(new LearningAdvice(config()).line()).isEmpty();
        assertThat(after(40, report(30, Map.of("no known word", 10, "duplicate", 10), Optional.of(BETTER)))
                        .line())
                .isEmpty();
    }

    @Test
    void shouldTellNewsOnceForEachReasonAndNotTooEarly() {
        // Given: 1,950 documents
        LearningAdvice advice = after(39, skipped(50, "duplicate"));
        assertThat(advice.news()).isEmpty();

        // When
        advice.add(skipped(50, "duplicate"));

        // Then
        assertThat(advice.news()).hasValueSatisfying(line -> assertThat(line).startsWith("All documents (100 %)"));
        assertThat(advice.news()).isEmpty();

        // When: 2,000 more documents
        for (int i = 0; i < 40; i++) {
            advice.add(skipped(50, "no known word"));
        }

        // Then
        assertThat(advice.news()).hasValueSatisfying(line -> assertThat(line).contains("have no known word"));
    }

    private static LearningReport report(
            int documents, Map<String, Integer> skipped, Optional<Perplexities> perplexities) {
        return LearningReport.newBuilder()
                .setModel("default")
                .setModelVersion(1)
                .setDocumentCount(documents)
                .setTokenCount(documents * 100L)
                .setSkippedDocumentCounts(skipped)
                .setOutOfVocabularyRate(0)
                .setVocabularySize(100)
                .setAmortizedPerDocumentPerplexity(null)
                .setRefinedPerDocumentPerplexity(
                        perplexities.map(Perplexities::refined).orElse(null))
                .setUnigramPerDocumentPerplexity(
                        perplexities.map(Perplexities::unigram).orElse(null))
                .setAmortizedCorpusPerplexity(null)
                .setRefinedCorpusPerplexity(
                        perplexities.map(Perplexities::refinedPerToken).orElse(null))
                .setUnigramCorpusPerplexity(
                        perplexities.map(Perplexities::unigramPerToken).orElse(null))
                .setElbo(null)
                .setReconstruction(null)
                .setKlDivergence(null)
                .setRefinementGain(null)
                .setRefinementSteps(2)
                .setActiveLatentCount(2)
                .setDocumentsSeen(documents)
                .setLearnedAt(Instant.EPOCH)
                .setStepMs(10)
                .setSources(Map.of())
                .build();
    }
}
