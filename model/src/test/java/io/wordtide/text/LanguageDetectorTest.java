package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageDetectorTest {

    private static final String GERMAN =
            "Die jüngste Tochter meiner Nachbarin pflanzt Tomaten hinter der Küchenmauer, wenn"
                    + " der Frost vorbei ist, und der alte Leuchtturmwärter repariert die Lampe über den Felsen.";

    private static Set<Language> languages(String codes) {
        return Arrays.stream(codes.split(" ")).map(Language::new).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it    | Il vecchio guardiano del faro ripara la lampada prima che le barche tornino a casa",
                "nl    | De oude vuurtorenwachter repareert de lamp voordat de boten thuiskomen",
                "sv    | Den gamle fyrvaktaren lagar lampan ovanför klipporna innan fiskebåtarna kommer hem, medan regnet faller på taket",
                // in the model as Bokmål and Nynorsk, close to each other
                "no    | Fyrvokteren reparerer lampen over klippene før fiskebåtene kommer hjem om kvelden",
                "cs    | Starý strážce majáku opravuje lampu nad skalami, než se lodě vrátí domů",
                "ru    | Старый смотритель маяка чинит лампу над скалами, прежде чем лодки вернутся домой",
                "uk    | Старий доглядач маяка лагодить лампу над скелями, перш ніж човни повернуться додому",
                "tr    | Yaşlı deniz feneri bekçisi tekneler eve dönmeden önce kayaların üzerindeki lambayı onarır",
                "zh    | 年老的灯塔看守人在渔船回家之前修理岩石上面的灯",
                "ko    | 늙은 등대지기는 고깃배가 돌아오기 전에 바위 위의 등불을 고친다",
            })
    void shouldDetectTheLanguageOfASentence(String code, String text) {
        // When, Then
        assertThat(LanguageDetector.detect(text, Language.ANALYZED))
                .map(Language::code)
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "12345 ... 67", "Q3", "Oil prices rise", "😀😀😀"})
    void shouldNotDetectALanguageInTooLittleText(String text) {
        // When, Then
        assertThat(LanguageDetector.detect(text, Language.ANALYZED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Il vecchio guardiano del faro ripara la lampada prima che le barche tornino a casa",
                "Starý strážce majáku opravuje lampu nad skalami, než se lodě vrátí domů",
                "Старый смотритель маяка чинит лампу над скалами, прежде чем лодки вернутся домой",
            })
    void shouldNotMistakeALanguageThatIsNotAllowedForAnother(String text) {
        // When, Then
        assertThat(LanguageDetector.detect(text, languages("en es"))).isEmpty();
        assertThat(LanguageDetector.detect(text, languages("es"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"es pt, es", "en, ''", "xx haw, ''"})
    void shouldDecideBetweenTheAllowedLanguages(String allowed, String expected) {
        // Given: five words, of which Galician, Catalan and Asturian have nearly the same
        String text = "El gobierno recuerda la puerta";

        // When, Then
        assertThat(LanguageDetector.detect(text, languages(allowed))
                        .map(Language::code)
                        .orElse(""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {299, 300, 301})
    void shouldReadTheBeginningOfALongText(int length) {
        // Given: pairs of surrogates, the last of which may be cut in two
        String english = "The old keeper repairs the lamp before the fishing boats come home. ".repeat(5);
        String text = english.substring(0, length - 1) + "😀" + GERMAN;

        // When, Then: the whole text would be German
        assertThat(LanguageDetector.detect(text, Language.ANALYZED))
                .map(Language::code)
                .contains("en");
    }
}
