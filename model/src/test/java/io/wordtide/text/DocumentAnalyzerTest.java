package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.personal.PersonalData;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentAnalyzerTest {

    private static final String GERMAN_TEXT =
            "Die Häuser der alten Stadt stehen noch, obwohl der Krieg viele andere zerstört hat.";

    private static final Optional<Language> GERMAN = Optional.of(new Language("de"));
    private static final Optional<Language> ENGLISH = Optional.of(new Language("en"));
    private static final Optional<Language> UNKNOWN = Optional.empty();

    private static Set<Language> languages(String... codes) {
        Set<Language> languages = new LinkedHashSet<>();
        for (String code : codes) {
            languages.add(new Language(code));
        }
        return Collections.unmodifiableSet(languages);
    }

    @Test
    void shouldAnalyzeEachDocumentInItsLanguageWhenAuto() {
        try (DocumentAnalyzer analyzer = DocumentAnalyzer.named("auto")) {
            // When, Then
            assertThat(analyzer.analyze(GERMAN_TEXT).terms())
                    .contains("haus", "stadt")
                    .doesNotContain("die", "der");
            assertThat(analyzer.analyze(ENGLISH, "The markets are rising").terms())
                    .containsExactly("market", "rise");
            // no analyzer, and not known at all: standard
            assertThat(analyzer.analyze(Optional.of(new Language("haw")), "The Markets")
                            .terms())
                    .containsExactly("markets", "the");
            assertThat(analyzer.analyze(UNKNOWN, "The Markets").terms()).containsExactly("markets", "the");
        }
    }

    @Test
    void shouldBelieveWhatIsWrittenOnTheDocument() {
        try (DocumentAnalyzer analyzer = DocumentAnalyzer.named("auto")) {
            // When, Then
            assertThat(analyzer.language(Optional.of("en-GB"), GERMAN_TEXT)).isEqualTo(ENGLISH);
            assertThat(analyzer.language(Optional.of("desk"), GERMAN_TEXT)).isEqualTo(GERMAN);
            assertThat(analyzer.language(Optional.empty(), GERMAN_TEXT)).isEqualTo(GERMAN);
            assertThat(analyzer.language(Optional.empty(), "42")).isEqualTo(UNKNOWN);
        }
    }

    @Test
    void shouldTreatALanguageThatIsNotAllowedAsUnknown() {
        try (DocumentAnalyzer analyzer =
                        new DocumentAnalyzer("auto", languages("en", "fr"), UNKNOWN, PersonalData.Policy.KEEP);
                DocumentAnalyzer withFallback =
                        new DocumentAnalyzer("auto", languages("en", "fr"), ENGLISH, PersonalData.Policy.KEEP)) {
            // When, Then
            assertThat(analyzer.language(Optional.of("de"), GERMAN_TEXT)).isEqualTo(UNKNOWN);
            assertThat(analyzer.language(Optional.empty(), GERMAN_TEXT)).isEqualTo(UNKNOWN);
            assertThat(withFallback.language(Optional.of("de"), GERMAN_TEXT)).isEqualTo(ENGLISH);
            assertThat(withFallback.language(Optional.empty(), "42")).isEqualTo(ENGLISH);
            assertThat(withFallback.analyze("The Markets").terms()).containsExactly("market");
        }
    }

    @Test
    void shouldAnalyzeAllDocumentsAlikeWhenTheAnalyzerIsNamed() {
        try (DocumentAnalyzer analyzer = DocumentAnalyzer.named("english")) {
            // When, Then: the language still routes; it is not detected
            assertThat(analyzer.language(Optional.of("de_AT"), GERMAN_TEXT)).isEqualTo(GERMAN);
            assertThat(analyzer.language(Optional.empty(), GERMAN_TEXT)).isEqualTo(UNKNOWN);
            assertThat(analyzer.analyze(GERMAN, "The markets").terms()).containsExactly("market");
            assertThat(analyzer.analyze("The markets").terms()).containsExactly("market");
            assertThat(analyzer.analyzerName(GERMAN)).isEqualTo("english");
        }
    }

    @Test
    void shouldListTheFormsOfAWord() {
        try (DocumentAnalyzer english = DocumentAnalyzer.named("english");
                DocumentAnalyzer auto =
                        new DocumentAnalyzer("auto", languages("de", "en"), UNKNOWN, PersonalData.Policy.KEEP)) {
            // When, Then
            assertThat(english.forms(UNKNOWN, "Houses")).containsExactly("hous");
            assertThat(english.forms(UNKNOWN, "the")).isEmpty();
            assertThat(english.forms(UNKNOWN, "two words")).isEmpty();
            assertThat(auto.forms(GERMAN, "Häuser")).containsExactly("haus");
            // standard, then German and English
            assertThat(auto.forms(UNKNOWN, "Houses")).isEqualTo(List.of("houses", "hous"));
            assertThat(auto.forms(UNKNOWN, "Häuser")).isEqualTo(List.of("häuser", "haus"));
        }
    }

    @Test
    void shouldRefuseAnUnknownNameAtOnce() {
        assertThatThrownBy(() -> DocumentAnalyzer.named("klingon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected the name of an analyzer, one of auto, arabic,")
                .hasMessageEndingWith("; found klingon");
    }
}
