package io.wordtide.cli.dev;

import static io.wordtide.cli.dev.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReportWindowTest {

    private final ReportWindow window = new ReportWindow();

    @Test
    void shouldAveragePerplexitiesInNatsByDocuments() {
        // When: 10 documents at 100, 30 at 900
        window.add(report("m", 10, 100.0).build());
        window.add(report("m", 30, 900.0).build());

        // Then: exp((10 ln 100 + 30 ln 900) / 40) = 519.615; refined half of it, unigram twice, cache 1.5 times
        assertThat(window.documentCount()).isEqualTo(40);
        assertThat(window.amortized().orElseThrow()).isCloseTo(519.615, within(1e-3));
        assertThat(window.refined().orElseThrow()).isCloseTo(259.808, within(1e-3));
        assertThat(window.betterUnigram().orElseThrow()).isCloseTo(1_039.230, within(1e-3));
        assertThat(window.cache().orElseThrow()).isCloseTo(779.423, within(1e-3));
    }

    @Test
    void shouldHaveNoPerplexityWhenNothingWasScored() {
        assertThat(window.amortized()).isEmpty();
        window.add(report("m", 0, null).build());
        assertThat(window.amortized()).isEmpty();
        assertThat(window.refined()).isEmpty();
        assertThat(window.betterUnigram()).isEmpty();
        assertThat(window.cache()).isEmpty();
    }

    @Test
    void shouldTakeTheUnigramModelThatIsBetterOnAllDocumentsTogether() {
        // When: unigram 200, recent unigram 300; then 800 and 100; of both, sqrt(200 · 800) = 400 and sqrt(300 · 100)
        window.add(report("m", 10, 100.0).build());
        window.add(report("m", 10, 400.0)
                .setRecentUnigramPerDocumentPerplexity(100.0)
                .build());

        // Then
        assertThat(window.betterUnigram().orElseThrow()).isCloseTo(173.205, within(1e-3));
    }

    @Test
    void shouldReadReportsThatHaveNeitherRecentUnigramNorCache() {
        // When: 10 documents of an older version, whose unigram has 200, then 30 of this one
        window.add(report("m", 10, 100.0)
                .setRecentUnigramPerDocumentPerplexity(null)
                .setCachePerDocumentPerplexity(null)
                .build());
        window.add(report("m", 30, 100.0)
                .setRecentUnigramPerDocumentPerplexity(150.0)
                .build());

        // Then: exp((10 ln 200 + 30 ln 150) / 40) = 161.185; the cache over 30 documents
        assertThat(window.betterUnigram().orElseThrow()).isCloseTo(161.185, within(1e-3));
        assertThat(window.cache().orElseThrow()).isCloseTo(150, within(1e-9));
    }

    @Test
    void shouldSumTheVocabulariesOfAllModelsAsTheyWereLast() {
        // When
        window.add(report("a", 1, 1.0).setVocabularySize(100).build());
        window.add(report("b", 1, 1.0).setVocabularySize(30).build());
        window.add(report("a", 1, 1.0).setVocabularySize(120).build());

        // Then: 120 + 30
        assertThat(window.vocabularySize()).isEqualTo(150);
    }

    @Test
    void shouldForgetTheModelWhoseLastReportIsOldestWhenThereAreTooMany() {
        // Given: as many models as are added up, the first of which reports again
        window.add(report("first", 1, 1.0).setVocabularySize(7).build());
        for (int n = 1; n < ReportWindow.MODELS; n++) {
            window.add(report("m" + n, 1, 1.0).setVocabularySize(2).build());
        }
        window.add(report("first", 1, 1.0).setVocabularySize(7).build());

        // When
        window.add(report("new", 1, 1.0).setVocabularySize(100).build());

        // Then: all but m1
        assertThat(window.vocabularySize()).isEqualTo(7 + 998 * 2 + 100);
    }

    @Test
    void shouldAverageTheShareOfUnknownTokensOverReports() {
        assertThat(window.outOfVocabularyRate()).isZero();
        window.add(report("m", 1, 1.0).setOutOfVocabularyRate(0.5).build());
        window.add(report("m", 1, 1.0).setOutOfVocabularyRate(0.25).build());
        assertThat(window.outOfVocabularyRate()).isEqualTo(0.375);
    }

    @Test
    void shouldKeepTheSizesOfVocabulariesAndNothingElseWhenReset() {
        // Given
        window.add(report("m", 10, 100.0).setOutOfVocabularyRate(0.5).build());

        // When
        window.reset();

        // Then
        assertThat(window.documentCount()).isZero();
        assertThat(window.outOfVocabularyRate()).isZero();
        assertThat(window.vocabularySize()).isEqualTo(100);
        window.add(report("m", 1, 7.0).build());
        assertThat(window.amortized().orElseThrow()).isCloseTo(7, within(1e-12));
        assertThat(window.refined().orElseThrow()).isCloseTo(3.5, within(1e-12));
        assertThat(window.betterUnigram().orElseThrow()).isCloseTo(14, within(1e-12));
        assertThat(window.cache().orElseThrow()).isCloseTo(10.5, within(1e-12));
    }
}
