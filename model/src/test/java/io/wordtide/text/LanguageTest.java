package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junitpioneer.jupiter.DefaultLocale;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        // BCP 47 and POSIX
        "en, en",
        "EN, en",
        "en-US, en",
        "en_us, en",
        "' en_GB.UTF-8 ', en",
        "de_DE@euro, de",
        "ca@valencia, ca",
        "de.UTF-8, de",
        "pt-BR, pt",
        "sr-Latn-RS, sr",
        "zh-Hans-CN, zh",
        "zh-Hans-TW, zh",
        "zh, zh",
        // in other characters, which the analyzer of simplified Chinese cannot segment
        "zh-Hant, zh-Hant",
        "zh_TW, zh-Hant",
        "zh-HK, zh-Hant",
        "zh-MO, zh-Hant",
        // ISO 639-2, terminological and bibliographic, and 639-3
        "eng, en",
        "deu, de",
        "GER, de",
        "fre, fr",
        "cmn, zh",
        "pes, fa",
        // without a code of two letters
        "ckb, ckb",
        "haw, haw",
        // both forms of Norwegian; withdrawn codes
        "nb-NO, no",
        "nn, no",
        "iw, he",
        "in, id",
        // names of languages with an analyzer; longer than a subtag may be, too
        "English, en",
        "ukrainian, uk",
        "Norwegian, no",
    })
    void shouldReadLanguageHoweverItIsWritten(String written, String code) {
        // When, Then
        assertThat(Language.read(written)).map(Language::code).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "english?", "en us", "xx", "und", "mul", "zxx", "C", "POSIX", "desk", "n/a", "\0"})
    void shouldNotReadWhatNamesNoLanguage(String written) {
        // When, Then
        assertThat(Language.read(written)).isEmpty();
    }

    @Test
    @DefaultLocale("tr")
    void shouldReadUpperCaseWhenTheDefaultLocaleIsTurkish() {
        // When, Then
        assertThat("I".toLowerCase(Locale.getDefault())).isEqualTo("ı");
        assertThat(Language.read("IT-IT")).map(Language::code).contains("it");
        assertThat(Language.read("ITALIAN")).map(Language::code).contains("it");
    }

    @Test
    void shouldKnowTheAnalyzerOfEachLanguageThatHasOne() {
        // When, Then: all of Lucene's but brazilian, simple and standard
        assertThat(Language.ANALYZED)
                .extracting(language -> language.analyzer().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(TextAnalyzer.names().stream()
                        .filter(name -> !name.matches("brazilian|simple|standard"))
                        .toList());
        assertThat(Language.ANALYZED)
                .allSatisfy(
                        language -> assertThat(Language.read(language.code())).contains(language));
        assertThat(Language.read("haw").flatMap(Language::analyzer)).isEqualTo(Optional.empty());
    }
}
