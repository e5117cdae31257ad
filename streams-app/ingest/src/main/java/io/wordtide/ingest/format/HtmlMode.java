package io.wordtide.ingest.format;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/** Whether texts are HTML. */
public enum HtmlMode {
    /** Told from each text: markup, or character references, that hardly anything but HTML has. */
    AUTO {
        @Override
        public String plainText(String text) {
            String plain = text;
            if (plain.indexOf('&') >= 0 && REFERENCE.matcher(plain).find() && !isMarkup(plain)) {
                // the layout of the text stays; and what was HTML before it was escaped is markup now
                plain = Parser.unescapeEntities(plain, false);
            }
            return isMarkup(plain) ? Html.plainText(escapeOtherSigns(plain)) : plain;
        }
    },
    /** All of them. */
    YES {
        @Override
        public String plainText(String text) {
            return Html.plainText(text);
        }
    },
    /** None. */
    NO {
        @Override
        public String plainText(String text) {
            return text;
        }
    };

    private static final String ELEMENTS =
            "(?:a|abbr|article|b|big|blockquote|body|br|button|center|cite|code|dd|del|div"
                    + "|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li"
                    + "|link|main|meta|nav|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td"
                    + "|tfoot|th|thead|title|tr|tt|u|ul|video)";

    /**
     * An element that stands alone, an end tag, a start tag with an attribute, or a comment. A start tag by itself is no
     * sign of HTML: {@code <P>} is also the ticker symbol of a company.
     */
    private static final Pattern MARKUP = Pattern.compile(
            "<(?:(?:br|hr)\\s?/?>|/" + ELEMENTS + "\\s?>|" + ELEMENTS + "\\s{1,20}[a-z-]{1,30}\\s?=[^<>]{1,2000}>|!--)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\\d{1,7}|#[xX]\\p{XDigit}{1,6});");

    /** A less-than sign that begins no tag. */
    private static final Pattern OTHER_SIGN =
            Pattern.compile("<(?!/?" + ELEMENTS + "\\b[^<]*>|!)", Pattern.CASE_INSENSITIVE);

    /** The plain text of a text. */
    public abstract String plainText(String text);

    private static boolean isMarkup(String text) {
        Matcher markup = MARKUP.matcher(text);
        int sign = text.indexOf('<');
        while (sign >= 0 && !markup.region(sign, text.length()).lookingAt()) {
            sign = text.indexOf('<', sign + 1);
        }
        return sign >= 0;
    }

    private static String escapeOtherSigns(String text) {
        return OTHER_SIGN.matcher(text).replaceAll("&lt;");
    }

    /** The name on the command line: {@code auto}, {@code yes}, {@code no}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
