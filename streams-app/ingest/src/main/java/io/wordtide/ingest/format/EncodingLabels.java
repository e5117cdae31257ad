package io.wordtide.ingest.format;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of encodings as browsers read them: {@code ISO-8859-1} is windows-1252, {@code gb2312} is GB18030. Names that only
 * Java knows mean what Java says.
 *
 * <p>Source: WHATWG, Encoding Standard, section 4.2, "Names and labels". ISO-8859-10 and ISO-8859-14 are missing in Java.
 */
public final class EncodingLabels {

    /** By Java's name of an encoding, the larger one that browsers read instead. */
    private static final Map<String, String> SUPERSETS = Map.ofEntries(
            entry("US-ASCII", "windows-1252"),
            entry("ISO-8859-1", "windows-1252"),
            entry("ISO-8859-9", "windows-1254"),
            entry("TIS-620", "x-windows-874"),
            entry("x-iso-8859-11", "x-windows-874"),
            entry("x-IBM874", "x-windows-874"),
            entry("GB2312", "GB18030"),
            entry("GBK", "GB18030"),
            entry("Big5", "Big5-HKSCS"),
            entry("EUC-KR", "x-windows-949"),
            entry("Shift_JIS", "windows-31j"),
            entry("UTF-16", "UTF-16LE"));

    /** Labels that Java does not know. */
    private static final Map<String, String> UNKNOWN_TO_JAVA = Map.ofEntries(
            entry("unicode11utf8", "UTF-8"),
            entry("unicode20utf8", "UTF-8"),
            entry("x-unicode20utf8", "UTF-8"),
            entry("unicodefffe", "UTF-16BE"),
            entry("unicodefeff", "UTF-16LE"),
            entry("csunicode", "UTF-16LE"),
            entry("ucs-2", "UTF-16LE"),
            entry("visual", "ISO-8859-8"),
            entry("logical", "ISO-8859-8"),
            entry("koi", "KOI8-R"),
            entry("koi8-ru", "KOI8-U"),
            entry("mac", "x-MacRoman"),
            entry("macintosh", "x-MacRoman"),
            entry("csmacintosh", "x-MacRoman"),
            entry("x-mac-roman", "x-MacRoman"),
            entry("x-mac-cyrillic", "x-MacUkraine"),
            entry("x-mac-ukrainian", "x-MacUkraine"),
            entry("dos-874", "x-windows-874"),
            entry("iso8859-11", "x-windows-874"),
            entry("iso885911", "x-windows-874"),
            entry("iso88591", "windows-1252"),
            entry("iso88599", "windows-1254"),
            entry("chinese", "GB18030"),
            entry("csgb2312", "GB18030"),
            entry("csiso58gb231280", "GB18030"),
            entry("gb_2312", "GB18030"),
            entry("gb_2312-80", "GB18030"),
            entry("iso-ir-58", "GB18030"),
            entry("x-gbk", "GB18030"),
            entry("cn-big5", "Big5-HKSCS"),
            entry("x-x-big5", "Big5-HKSCS"),
            entry("korean", "x-windows-949"),
            entry("csksc56011987", "x-windows-949"),
            entry("iso-ir-149", "x-windows-949"),
            entry("ks_c_5601-1989", "x-windows-949"));

    private static final Pattern WINDOWS = Pattern.compile("x-cp(125\\d)");

    /** {@code iso88592}, and the directions of Arabic and Hebrew, which are no matter of decoding: {@code iso-8859-8-i}. */
    private static final Pattern ISO = Pattern.compile("(?:cs)?iso-?8859-?(\\d{1,2})(?:-?[ei])?");

    private EncodingLabels() {}

    /** The encoding of a name; empty if Java has no such encoding. */
    public static Optional<Charset> charset(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        return javaCharset(name)
                .or(() -> Optional.ofNullable(UNKNOWN_TO_JAVA.get(name)).flatMap(EncodingLabels::javaCharset))
                .or(() -> numbered(WINDOWS, "windows-", name))
                .or(() -> numbered(ISO, "ISO-8859-", name))
                .flatMap(charset -> javaCharset(SUPERSETS.getOrDefault(charset.name(), charset.name())));
    }

    private static Optional<Charset> numbered(Pattern pattern, String prefix, String name) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? javaCharset(prefix + matcher.group(1)) : Optional.empty();
    }

    private static Optional<Charset> javaCharset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
