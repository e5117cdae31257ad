package io.wordtide.personal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds addresses and user names around the character that gives them away.
 *
 * <p>Lucene's {@code UAX29URLEmailTokenizer} is not used: it knows only hosts below the top-level domains of its time, so
 * that {@code joe@vax} and {@code user%vax@gateway} of the newsgroups stay words, and it reads the whole text.
 */
final class Names {

    /** Longest local part, host or name that is recognized, characters: RFC 5321, section 4.5.3.1.2. */
    private static final int MOST_CHARACTERS = 255;

    private static final int SHORTEST_NAME = 2;

    /** {@code (at) example (dot) com}, {@code [at] example.com}. */
    private static final Pattern WRITTEN_OUT_HOST = Pattern.compile(
            "[(\\[{] ?at ?[)\\]}] ?[\\p{L}\\p{N}-]{1,63}(?: ?(?:\\.|[(\\[{] ?dot ?[)\\]}]) ?[\\p{L}\\p{N}-]{1,63}){1,8}",
            Pattern.CASE_INSENSITIVE);

    /** In front of a colon or an equals sign: what follows is a name. */
    private static final Pattern NAME_COMES = Pattern.compile(
            "(?:user[ _-]?(?:name|id)|login[ _-]?name|screen[ _-]?name|nick[ _-]?name|skype|twitter|instagram|telegram) ?$",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_NOTICE = 16;

    /** Directories of a web address in which names follow. */
    private static final Set<String> DIRECTORIES =
            Set.of("u", "user", "users", "profile", "profiles", "member", "members", "people");

    /** Hosts whose first directory is a name. */
    private static final Set<String> HOSTS = Set.of(
            "facebook.com", "github.com", "instagram.com", "pinterest.com", "tiktok.com", "twitter.com", "x.com");

    private static final int LONGEST_DIRECTORY = 20;

    private Names() {}

    /** The e-mail address around an at sign, no earlier than {@code from}. */
    static @Nullable Span email(String text, int from, int at) {
        int start = localStart(text, from, at);
        int end = hostEnd(text, at + 1);
        if (start == at || end == at + 1 || isPrice(text, start, at)) {
            return null;
        }
        return new Span(start, end);
    }

    /** The e-mail address around an {@code at} in brackets. */
    static @Nullable Span writtenOutEmail(String text, int from, int bracket) {
        int next = skipBlank(text, bracket + 1);
        if (!text.regionMatches(true, next, "at", 0, 2)) {
            return null;
        }
        Matcher host = matcher(WRITTEN_OUT_HOST, text, bracket);
        int before = bracket > from && text.charAt(bracket - 1) == ' ' ? bracket - 1 : bracket;
        int start = localStart(text, from, before);
        return start < before && host.lookingAt() ? new Span(start, host.end()) : null;
    }

    /** The name after an at sign: {@code @jane}, {@code @jane@example.org}. */
    static @Nullable Span handle(String text, int at) {
        int first = at + 1;
        if (first == text.length() || !(Character.isLetter(text.charAt(first)) || text.charAt(first) == '_')) {
            return null;
        }
        int end = hostEnd(text, first);
        return end - first < SHORTEST_NAME ? null : new Span(at, end);
    }

    /** The name after a slash: {@code u/jane}, {@code /users/jane}, {@code github.com/jane}. */
    static @Nullable Span inPath(String text, int from, int slash) {
        int start = slash;
        int earliest = Math.max(from, slash - LONGEST_DIRECTORY);
        while (start > earliest && (isNameCharacter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        String directory = text.substring(start, slash).toLowerCase(Locale.ROOT);
        boolean names = directory.equals("u")
                || (DIRECTORIES.contains(directory) && start > 0 && text.charAt(start - 1) == '/')
                || HOSTS.contains(directory.startsWith("www.") ? directory.substring(4) : directory);
        int end = nameEnd(text, slash + 1);
        return names && end - slash - 1 > SHORTEST_NAME ? new Span(slash + 1, end) : null;
    }

    /** The name after a tilde in a path: {@code /~jane}. */
    static @Nullable Span homeDirectory(String text, int from, int tilde) {
        int end = nameEnd(text, tilde + 1);
        return tilde > from && text.charAt(tilde - 1) == '/' && end - tilde > SHORTEST_NAME
                ? new Span(tilde + 1, end)
                : null;
    }

    /** The name after {@code user name:} or {@code userid=}, of which {@code sign} is the colon or the equals sign. */
    static @Nullable Span announced(String text, int from, int sign) {
        int first = skipBlank(text, sign + 1);
        int end = nameEnd(text, first);
        if (end - first < SHORTEST_NAME) {
            return null;
        }
        Matcher notice = NAME_COMES.matcher(text).region(Math.max(from, sign - LONGEST_NOTICE), sign);
        return notice.find() ? new Span(first, end) : null;
    }

    /** User and password in front of a host; {@code authority} is the index after the two slashes. */
    static @Nullable Span userInfo(String text, int authority) {
        int at = -1;
        for (int i = authority; i < text.length() && i - authority < MOST_CHARACTERS; i++) {
            char character = text.charAt(i);
            if (character == '@') {
                at = i;
            } else if (!isAddressCharacter(character) && character != ':') {
                break;
            }
        }
        return at > authority ? new Span(authority, at + 1) : null;
    }

    private static int localStart(String text, int from, int at) {
        int earliest = Math.max(from, at - MOST_CHARACTERS);
        if (at > earliest && text.charAt(at - 1) == '"') { // "jane doe"@example.org
            int quote = text.lastIndexOf('"', at - 2);
            return quote >= earliest && text.lastIndexOf('\n', at) < quote ? quote : at;
        }
        int start = at;
        while (start > earliest && isAddressCharacter(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && !isNameCharacter(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** End of a host, or of several with at signs between them, as in a name of the fediverse. */
    private static int hostEnd(String text, int start) {
        int end = start;
        if (end < text.length() && text.charAt(end) == '[') { // an IP address
            int close = text.indexOf(']', end);
            return close > 0 && close - end < MOST_CHARACTERS ? close + 1 : start;
        }
        int limit = Math.min(text.length(), start + MOST_CHARACTERS);
        while (end < limit && (isNameCharacter(text.charAt(end)) || isJoint(text, end, limit))) {
            end++;
        }
        return end;
    }

    /** A dot, hyphen or at sign that another character of the host follows. */
    private static boolean isJoint(String text, int index, int limit) {
        char character = text.charAt(index);
        return (character == '.' || character == '-' || character == '@')
                && index + 1 < limit
                && (isNameCharacter(text.charAt(index + 1)) || text.charAt(index + 1) == '-');
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        int limit = Math.min(text.length(), start + MOST_CHARACTERS);
        while (end < limit
                && (isNameCharacter(text.charAt(end))
                        || (end > start && isJoint(text, end, limit) && text.charAt(end) != '@'))) {
            end++;
        }
        return end;
    }

    /** {@code 4@1.25}. */
    private static boolean isPrice(String text, int start, int at) {
        for (int i = start; i < at; i++) {
            if (!DigitRun.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return DigitRun.isDigit(text.charAt(at + 1));
    }

    private static boolean isNameCharacter(char character) {
        return character == '_' || Character.isLetterOrDigit(character) || Character.isSurrogate(character);
    }

    private static boolean isAddressCharacter(char character) {
        return isNameCharacter(character) || ".%+-!=&'~#$*".indexOf(character) >= 0;
    }

    private static int skipBlank(String text, int index) {
        return index < text.length() && text.charAt(index) == ' ' ? index + 1 : index;
    }

    private static Matcher matcher(Pattern pattern, String text, int start) {
        return pattern.matcher(text).region(start, text.length());
    }
}
