package io.wordtide.text;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The language of a text: {@code en-US}, {@code en_us.UTF-8}, {@code EN}, {@code eng} and {@code English} are all
 * {@code en}.
 *
 * <p>A language is identified by its primary subtag (RFC 5646, section 2.2.1): regions and scripts do not matter, since
 * no analyzer distinguishes them. The exception is Chinese. Its analyzer segments simplified characters only, so
 * Chinese in traditional characters ({@code zh-Hant}, {@code zh-TW}, {@code zh-HK}, {@code zh-MO}) is a language of
 * its own, {@code zh-Hant}, and analyzed as bigrams. Both written forms of Norwegian ({@code nb}, {@code nn}) are
 * {@code no}.
 *
 * @param code two letters of ISO 639-1, or three of ISO 639-3 if there are no two, in lower case; or {@code zh-Hant}
 */
public record Language(String code) {

    private static final String TRADITIONAL_CHINESE = "zh-Hant";

    /** Regions where Chinese is written in traditional characters, unless the tag says otherwise. */
    private static final Set<String> TRADITIONAL_REGIONS = Set.of("TW", "HK", "MO");

    /** Undetermined, several, uncoded, none: codes of ISO 639-2 that name no language. */
    private static final Set<String> NO_LANGUAGE = Set.of("und", "mul", "mis", "zxx");

    private static final Map<String, String> ANALYZER_BY_CODE = Map.ofEntries(
            entry("ar", "arabic"),
            entry("bg", "bulgarian"),
            entry("bn", "bengali"),
            entry("ca", "catalan"),
            entry("ckb", "sorani"),
            entry("cs", "czech"),
            entry("da", "danish"),
            entry("de", "german"),
            entry("el", "greek"),
            entry("en", "english"),
            entry("es", "spanish"),
            entry("et", "estonian"),
            entry("eu", "basque"),
            entry("fa", "persian"),
            entry("fi", "finnish"),
            entry("fr", "french"),
            entry("ga", "irish"),
            entry("gl", "galician"),
            entry("hi", "hindi"),
            entry("hu", "hungarian"),
            entry("hy", "armenian"),
            entry("id", "indonesian"),
            entry("it", "italian"),
            entry("ja", "japanese"),
            entry("ko", "korean"),
            entry("lt", "lithuanian"),
            entry("lv", "latvian"),
            entry("ne", "nepali"),
            entry("nl", "dutch"),
            entry("no", "norwegian"),
            entry("pl", "polish"),
            entry("pt", "portuguese"),
            entry("ro", "romanian"),
            entry("ru", "russian"),
            entry("sr", "serbian"),
            entry("sv", "swedish"),
            entry("ta", "tamil"),
            entry("te", "telugu"),
            entry("th", "thai"),
            entry("tr", "turkish"),
            entry("uk", "ukrainian"),
            entry("zh", "chinese"),
            entry(TRADITIONAL_CHINESE, "cjk"));

    private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());

    private static final Map<String, String> CODE_BY_ALIAS = aliases();

    /** Languages that have an analyzer of their own. */
    static final Set<Language> ANALYZED =
            ANALYZER_BY_CODE.keySet().stream().map(Language::new).collect(toUnmodifiableSet());

    /** English names, which analyzers have; {@code cjk} is not one. */
    private static final Map<String, Language> BY_NAME = ANALYZED.stream()
            .filter(language -> !language.code.equals(TRADITIONAL_CHINESE))
            .collect(toUnmodifiableMap(language -> ANALYZER_BY_CODE.get(language.code), language -> language));

    /**
     * Reads a language tag (BCP 47), a POSIX locale, a code of ISO 639 with two or three letters, or the English name of
     * a language that has an analyzer. Upper and lower case are the same. Codes of three letters that have no equivalent
     * of two are kept as they are.
     *
     * @return empty if it is none of these
     */
    public static Optional<Language> read(String written) {
        // a POSIX locale ends in a code set or a modifier: en_US.UTF-8, de_DE@euro
        String tag = written.strip().replace('_', '-').replaceFirst("[.@].*", "");
        Language byName = BY_NAME.get(tag.toLowerCase(Locale.ROOT));
        if (byName != null) {
            return Optional.of(byName);
        }
        Locale locale = Locale.forLanguageTag(tag);
        String subtag = locale.getLanguage();
        String code = CODE_BY_ALIAS.getOrDefault(subtag, subtag);
        if (code.equals("zh") && isTraditional(locale)) {
            return Optional.of(new Language(TRADITIONAL_CHINESE));
        }
        boolean named =
                code.length() == 2 ? TWO_LETTERS.contains(code) : code.length() == 3 && !NO_LANGUAGE.contains(code);
        return named ? Optional.of(new Language(code)) : Optional.empty();
    }

    /** Name of the analyzer for this language, for {@link TextAnalyzer#named}; empty if there is none. */
    public Optional<String> analyzer() {
        return Optional.ofNullable(ANALYZER_BY_CODE.get(code));
    }

    private static boolean isTraditional(Locale locale) {
        return locale.getScript().isEmpty()
                ? TRADITIONAL_REGIONS.contains(locale.getCountry())
                : locale.getScript().equals("Hant");
    }

    private static Map<String, String> aliases() {
        Map<String, String> codes = new HashMap<>();
        // the terminological codes of ISO 639-2: deu
        for (String code : TWO_LETTERS) {
            Locale locale = Locale.forLanguageTag(code);
            codes.put(locale.getISO3Language(), locale.getLanguage());
        }
        // the bibliographic ones, where they differ: ger
        codes.putAll(Map.ofEntries(
                entry("alb", "sq"),
                entry("arm", "hy"),
                entry("baq", "eu"),
                entry("bur", "my"),
                entry("chi", "zh"),
                entry("cze", "cs"),
                entry("dut", "nl"),
                entry("fre", "fr"),
                entry("geo", "ka"),
                entry("ger", "de"),
                entry("gre", "el"),
                entry("ice", "is"),
                entry("mac", "mk"),
                entry("mao", "mi"),
                entry("may", "ms"),
                entry("per", "fa"),
                entry("rum", "ro"),
                entry("slo", "sk"),
                entry("tib", "bo"),
                entry("wel", "cy")));
        // members of what ISO 639-3 calls a macrolanguage, as which they are written
        codes.putAll(Map.ofEntries(
                entry("nb", "no"),
                entry("nn", "no"),
                entry("nob", "no"),
                entry("nno", "no"),
                entry("arb", "ar"),
                entry("cmn", "zh"),
                entry("ekk", "et"),
                entry("lvs", "lv"),
                entry("pes", "fa")));
        return codes;
    }

    @Override
    public String toString() {
        return code;
    }
}
