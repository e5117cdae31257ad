package io.wordtide.ingest.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Mends what many writers of feeds get wrong, and nothing else: HTML's names of characters, ampersands on their own,
 * characters that XML does not allow, and blanks or comments before the declaration. A feed that breaks off stays broken.
 */
final class XmlRepair {

    /** An ampersand with what belongs to it, except where XML takes it as it stands. */
    private static final Pattern REFERENCE = Pattern.compile(
            "<!\\[CDATA\\[.*?(?:]]>|\\z)|<!--.*?(?:-->|\\z)|&(?:(#\\d{1,9}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z]\\w{0,40});)?",
            Pattern.DOTALL);

    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|\\z)", Pattern.DOTALL);

    private static final Pattern PREDEFINED = Pattern.compile("amp|lt|gt|quot|apos");

    private static final Pattern NOT_ALLOWED = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    /** Of what may come before a declaration. */
    private static final int LONGEST_START = 4_096;

    private XmlRepair() {}

    static String repair(String xml) {
        int declaration = xml.indexOf("<?xml ");
        boolean isLate = declaration > 0
                && declaration < LONGEST_START
                && COMMENT.matcher(xml.substring(0, declaration)).replaceAll("").isBlank();
        String allowed = NOT_ALLOWED
                .matcher(isLate ? xml.substring(declaration) : xml.stripLeading())
                .replaceAll("");
        return REFERENCE
                .matcher(allowed)
                .replaceAll(found -> Matcher.quoteReplacement(reference(found.group(), found.group(1))));
    }

    private static String reference(String whole, String name) {
        if (whole.startsWith("<") || (name != null && PREDEFINED.matcher(name).matches())) {
            return whole;
        }
        String character = name == null ? whole : Parser.unescapeEntities(whole, false);
        // of HTML, or a number; escaped, as it may be an ampersand
        return NOT_ALLOWED
                .matcher(character)
                .replaceAll("")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
