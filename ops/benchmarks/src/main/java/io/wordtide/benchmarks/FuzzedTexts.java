package io.wordtide.benchmarks;

import io.wordtide.text.TextAnalyzer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Texts and names as nobody should write them, mixed with ordinary ones. The same seed gives the same strings. */
final class FuzzedTexts {

    /** Longest text, characters: more than {@link FuzzBenchmark} accepts. */
    static final int MAX_CHARACTERS = 5_000;

    private static final int WORDS = 3_000;
    private static final int LONG_NAME = 1_100; // a name may have 1,000 characters
    private static final String CONTROLS = "\u0000\u0007\u0008\t\n\u000B\r\u001B\u007F\u0085\u2028\u202E\uFEFF\uFFFF";
    private static final String PIECES = "’'-_.,;:!?/\\\"<>&%{}()[]@#+=~`|0123456789";

    /** First and last code point of scripts whose analyzers work differently, and of marks and pictures. */
    private static final int[][] RANGES = {
        {0x41, 0x7A}, // Latin
        {0xC0, 0x17F}, // Latin with accents
        {0x300, 0x36F}, // combining marks
        {0x370, 0x3FF}, // Greek
        {0x400, 0x4FF}, // Cyrillic
        {0x590, 0x6FF}, // Hebrew, Arabic
        {0x900, 0x97F}, // Devanagari
        {0xE00, 0xE7F}, // Thai
        {0x1100, 0x11FF}, // Hangul letters
        {0x200B, 0x206F}, // invisible formatting
        {0x3040, 0x30FF}, // Hiragana, Katakana
        {0x4E00, 0x9FFF}, // Chinese characters
        {0xAC00, 0xD7A3}, // Hangul syllables
        {0xD800, 0xDFFF}, // surrogates without their partner
        {0xFE00, 0xFE0F}, // variation selectors
        {0x1F300, 0x1FAFF}, // pictures
        {0x20000, 0x2A6DF}, // Chinese characters beyond 16 bits
        {0, 0x10FFFF}, // anything
    };

    /** All that have an analyzer, so that each is loaded early on, and some that are written badly or do not exist. */
    private static final List<String> LANGUAGES = Stream.concat(
                    TextAnalyzer.names().stream(),
                    Stream.of("en", "zh-Hant", "en-US", "English", "xx", "-", "en_", "", " "))
            .toList();

    private static final List<String> SOURCES = List.of(
            "desk",
            "shop/eu",
            "a b",
            "ärzte",
            "default",
            "x".repeat(1_000),
            "..",
            "a=b,c=d",
            "\"*?\"",
            "日本",
            "%s{}",
            " ");

    private final SplittableRandom random;

    FuzzedTexts(SplittableRandom random) {
        this.random = random;
    }

    /** A text of a document. */
    String text() {
        int length = random.nextInt(1_000) == 0 ? MAX_CHARACTERS : 1 << random.nextInt(9);
        return switch (random.nextInt(8)) {
            case 0 -> ofScript(length);
            case 1 -> mixed(length);
            case 2 -> characters(CONTROLS + " ", length);
            case 3 -> characters(PIECES + "ab ", length);
            case 4 -> "b".repeat(length); // one word
            default -> words(length);
        };
    }

    /** A document id that has not occurred, or one that is odd or has. */
    String id(long number) {
        return switch (random.nextInt(50)) {
            case 0 -> "f" + random.nextLong(number + 1);
            case 1 -> name();
            default -> "f" + number;
        };
    }

    /** A source, mostly one of few. */
    String source() {
        return random.nextInt(50) == 0 ? name() : SOURCES.get(random.nextInt(SOURCES.size()));
    }

    /** A language, mostly a code or a name, not necessarily that of the text. */
    String language() {
        return random.nextInt(50) == 0 ? name() : LANGUAGES.get(random.nextInt(LANGUAGES.size()));
    }

    private String name() {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "n".repeat(LONG_NAME);
            case 2 -> characters(CONTROLS, 5);
            case 3 -> mixed(20);
            default -> " \t\u3000";
        };
    }

    private String words(int length) {
        StringBuilder words = new StringBuilder();
        while (words.length() < length) {
            int word = (int) (WORDS * Math.pow(random.nextDouble(), 2)); // low numbers are frequent
            words.append(ZipfDocuments.word(word)).append(' ');
        }
        return words.toString();
    }

    private String ofScript(int length) {
        int[] range = RANGES[random.nextInt(RANGES.length)];
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.appendCodePoint(random.nextInt(8) == 0 ? ' ' : random.nextInt(range[0], range[1] + 1));
        }
        return text.toString();
    }

    private String mixed(int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(ofScript(4));
        }
        return text.toString();
    }

    private String characters(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
