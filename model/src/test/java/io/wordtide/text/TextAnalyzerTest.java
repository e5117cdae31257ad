package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junitpioneer.jupiter.DefaultLocale;

class TextAnalyzerTest {

    private static BagOfWords analyze(String analyzerName, String text) {
        try (TextAnalyzer analyzer = TextAnalyzer.named(analyzerName)) {
            return analyzer.analyze(text);
        }
    }

    @Test
    void shouldDropHalvesOfCharactersThatTheChineseTokenizerSeparates() {
        // Given: 1,201 code units without a line break; the tokenizer's boundary after 1,024 is within a character
        String text = "\u4e00" + "\ud83d\ude00".repeat(600);

        // When
        BagOfWords bag = analyze("chinese", text);

        // Then: 511 characters before the boundary, 88 after it, and the halves of the 512th are gone
        assertThat(bag.terms()).containsExactly("\u4e00", "\ud83d\ude00");
        assertThat(bag.counts()).containsExactly(1, 599);
    }

    @Test
    void shouldCountTermsInAscendingOrder() {
        // When
        BagOfWords bag = analyze("simple", "Wheat, oil; WHEAT. Barley: wheat!");

        // Then
        assertThat(bag.terms()).containsExactly("barley", "oil", "wheat");
        assertThat(bag.counts()).containsExactly(1, 1, 3);
        assertThat(bag.tokenCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // digits and punctuation end a run, single letters are dropped
                "1987 OPEC-13 b2b up2date 5pct x      | date opec pct up",
                // an apostrophe is not a letter
                "don't O'Brien's U.S. traders'        | brien don traders",
                // stop words are dropped only as whole runs, words other than Lucene's 33 stay
                "The thesis is in the history of it   | history thesis",
                "from have he which                   | from have he which",
                // letters outside a to z end a run, too
                "Café naïve straße                    | caf na stra ve",
                "дом caffè                            | caff",
                // ligatures, full-width letters and soft hyphens do not
                "\uFB01sh \uFF41\uFF42 exam\u00ADple        | ab example fish",
                // the Kelvin sign becomes k; the dotted capital I becomes i and a mark that ends the run
                "\u212Aelvin AB\u0130CD \u0130zmir    | abi cd kelvin zmir",
                // a letter outside the first plane, next to letters
                "oil\uD83D\uDE00gas                   | gas oil",
            })
    void shouldKeepRunsOfAsciiLettersWhenSimple(String text, String expectedTerms) {
        // When
        BagOfWords bag = analyze("simple", text);

        // Then
        assertThat(String.join(" ", bag.terms())).isEqualTo(expectedTerms);
    }

    @Test
    void shouldDropLucenesDefaultStopWordsWhenSimple() {
        // Given
        String stopWords = "a an and are as at be but by for if in into is it no not of on or such that the their then"
                + " there these they this to was will with";

        // When
        BagOfWords bag = analyze("simple", stopWords.toUpperCase(Locale.ROOT));

        // Then
        assertThat(bag.terms()).isEmpty();
        assertThat(stopWords.split(" ")).hasSize(33);
    }

    @Test
    void shouldEqualTheRegularExpressionOnRandomTextsWhenSimple() {
        // Given
        Random random = new Random(7);
        String alphabet = "abcxyzABCXYZ  \n.-'0éÉßİıK\u212AﬁÅ\u0307\u2028ſ\u00AD";
        try (TextAnalyzer analyzer = TextAnalyzer.named("simple")) {
            for (int i = 0; i < 500; i++) {
                String text = random.ints(random.nextInt(60), 0, alphabet.length())
                        .map(alphabet::charAt)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();

                // When
                BagOfWords bag = analyzer.analyze(text);

                // Then
                BagOfWords expected = byRegularExpression(text);
                assertThat(bag.terms()).as(text).isEqualTo(expected.terms());
                assertThat(bag.counts()).as(text).isEqualTo(expected.counts());
            }
        }
    }

    private static BagOfWords byRegularExpression(String text) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        String normalized = Normalizer.normalize(text.replace("\u00AD", ""), Normalizer.Form.NFKC);
        Matcher runs = Pattern.compile("[a-z]+").matcher(normalized.toLowerCase(Locale.ROOT));
        while (runs.find()) {
            if (runs.group().length() >= 2 && !EnglishAnalyzer.ENGLISH_STOP_WORDS_SET.contains(runs.group())) {
                countByTerm.merge(runs.group(), 1, Integer::sum);
            }
        }
        return BagOfWords.of(countByTerm);
    }

    @Test
    @DefaultLocale("tr")
    void shouldLowerCaseWithoutALanguageWhenTheDefaultLocaleIsTurkish() {
        // When
        BagOfWords bag = analyze("simple", "TITLE");

        // Then
        assertThat(bag.terms()).containsExactly("title");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "english  | The markets' oil prices weren't rising | market oil price rise weren't",
                "german   | Die Häuser der alten Stadt             | alt haus stadt",
                "french   | L'économie des villes                  | econom vile",
                "standard | The Oil is NOT rising                  | is not oil rising the",
                "cjk      | 日本経済                                | 日本 本経 経済",
                "japanese | 石油価格が急騰した                         | 価格 急騰 石油",
                "korean   | 유가가 급등했다                           | 급등 유가",
                "chinese  | 油价大幅上涨。                            | 上涨 大幅 油价",
                // lemmas, one for each word: wzrosła is a form of wzrosły, wzrosnąć and wzrość
                "polish   | Cena ropy wzrosła po spotkaniu w Wiedniu  | cena ropa spotkanie wiedeń wzrosły",
                "ukrainian| Діти читали книги у старих будинках       | будинок діти книга старий читати",
            })
    void shouldAnalyzeAsTheLanguageAsks(String analyzerName, String text, String expectedTerms) {
        // When
        BagOfWords bag = analyze(analyzerName, text);

        // Then
        assertThat(String.join(" ", bag.terms())).isEqualTo(expectedTerms);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "standard  | Exam\u00ADples of \uFB01nance, cafe\u0301s, \uFF2F\uFF30\uFF25\uFF23 and don\u2019t | Examples of finance, cafés, OPEC and don't",
                "english   | Exam\u00ADples of \uFB01nance, cafe\u0301s, \uFF2F\uFF30\uFF25\uFF23 and don\u2019t | Examples of finance, cafés, OPEC and don't",
                "german    | Ha\u0308user Auf\u200Clage Donau\u00ADdampf                              | Häuser Auflage Donaudampf",
                "french    | l\u2019e\u0301conomie \uFB01nancie\u0300re                              | l'économie financière",
                "turkish   | I\u0307STANBUL I\u015E\u0131k                                           | İSTANBUL Işık",
                // decomposed, as file names of macOS are
                "korean    | \u110B\u1172\u1100\u1161\u1100\u1161 \u1100\u1173\u11B8\u1103\u1173\u11BC\u1112\u1162\u11BB\u1103\u1161 | 유가가 급등했다",
                // half-width
                "japanese  | \uFF76\uFF9E\uFF7F\uFF98\uFF9D 価格                                | ガソリン 価格",
                // presentation forms
                "arabic    | \uFEDB\uFE98\uFE8E\uFE8F                                             | كتاب",
                "ukrainian | п\u2019ять пам\u02BCять                                             | п'ять пам'ять",
            })
    void shouldGiveTheSameTermsWhenTextsLookAlike(String analyzerName, String written, String usual) {
        // When
        BagOfWords bag = analyze(analyzerName, written);

        // Then
        BagOfWords expected = analyze(analyzerName, usual);
        assertThat(bag.terms()).isNotEmpty().isEqualTo(expected.terms());
        assertThat(bag.counts()).isEqualTo(expected.counts());
    }

    /** Normalization form KC takes ำ and և apart: no dictionary has what results, and և (and) is no stop word then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"thai | น้ำมันราคาสูงทำให้ | ทำให้ น้ำมัน ราคา สูง", "armenian | հաց և գինի | գինի հաց"})
    void shouldKeepLettersThatDictionariesAndStopWordsHaveWhole(
            String analyzerName, String text, String expectedTerms) {
        // When
        BagOfWords bag = analyze(analyzerName, text);

        // Then
        assertThat(String.join(" ", bag.terms())).isEqualTo(expectedTerms);
    }

    @ParameterizedTest
    @MethodSource("io.wordtide.text.TextAnalyzer#names")
    void shouldAnalyzeWithEveryNamedAnalyzer(String name) {
        // When
        BagOfWords bag = analyze(name, "Wordtide 2026 वर्डटाइड वर्डटाइड слово كلمة");

        // Then
        assertThat(bag.terms()).isNotEmpty().isSorted().doesNotHaveDuplicates().doesNotContain("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "...", "42", "x"})
    void shouldGiveAnEmptyBagWhenTheAnalyzerLeavesNothing(String text) {
        // When
        BagOfWords bag = analyze("simple", text);

        // Then
        assertThat(bag.terms()).isEmpty();
        assertThat(bag.tokenCount()).isZero();
    }

    @Test
    void shouldDropATermThatNormalizationEmptied() {
        // Given: U+0640, a stroke that lengthens the word it is part of
        String strokeOnItsOwn = "\u0640\u0640";

        // When
        BagOfWords bag = analyze("arabic", strokeOnItsOwn);

        // Then
        assertThat(bag.terms()).isEmpty();
    }

    @Test
    void shouldKeepALongRunWholeWhenSimple() {
        // Given: longer than a tokenizer's buffer of 4,096 characters
        String run = "ab".repeat(5000);

        // When
        BagOfWords bag = analyze("simple", "oil " + run + " gas");

        // Then
        assertThat(bag.terms()).containsExactly(run, "gas", "oil");
    }

    @Test
    void shouldCutALongWordWhenEnglish() {
        // When
        BagOfWords bag = analyze("english", "q".repeat(600));

        // Then: 255 + 255 + 90
        assertThat(bag.terms()).containsExactly("q".repeat(90), "q".repeat(255));
        assertThat(bag.counts()).containsExactly(1, 2);
    }

    @Test
    void shouldGiveTheSameBagsWhenThreadsShareAnAnalyzer() throws Exception {
        // Given
        List<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> "shared word " + "ab".repeat(1 + i))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (TextAnalyzer analyzer = TextAnalyzer.named("simple")) {

            // When
            List<Future<BagOfWords>> bags = texts.stream()
                    .map(text -> threads.submit(() -> analyzer.analyze(text)))
                    .toList();

            // Then
            for (int i = 0; i < texts.size(); i++) {
                assertThat(bags.get(i).get().terms()).containsExactly("ab".repeat(1 + i), "shared", "word");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "English", ""})
    void shouldListTheNamesWhenThereIsNoAnalyzerOfTheName(String name) {
        assertThatThrownBy(() -> TextAnalyzer.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected the name of an analyzer, one of arabic, armenian,")
                .hasMessageContainingAll("english", "simple", "standard")
                .hasMessageEndingWith("; found " + name);
    }
}
