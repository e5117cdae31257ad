package io.wordtide.ingest.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * Records are the JSON values of an array, or values one after the other, over as many lines as they like. A string ends
 * at the end of its line at the latest, and an object that begins where none can be, on a line of its own, begins the
 * next record: so what is broken in one record ends with it.
 */
final class JsonBoundary implements RecordBoundary {

    private static final int FIRST_LINES = 3;

    /** A first line with an object that it does not close, and a second one that continues it. */
    private static final Pattern PRETTY = Pattern.compile(
            "\\s*\\{(?:(?:[^\\n]*[,:\\[{])?\\s*\\n\\s*[\"}]|[^\\n]*[:\\[]\\s*\\n\\s*[\\[{]).*", Pattern.DOTALL);

    private static final Pattern ARRAY = Pattern.compile("\\s*\\[.*", Pattern.DOTALL);

    /** Brackets that are open, those of objects set. */
    private final BitSet objects = new BitSet();

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean isScalar;
    private boolean atLineStart;
    private byte previous;

    /**
     * Whether each line of an input is a record of its own, as JSON Lines wants it.
     *
     * @param in positioned at the beginning; nothing is consumed
     */
    static boolean isOfLines(BufferedInputStream in) throws IOException {
        String first = InputHead.lines(in, 1);
        if (ARRAY.matcher(first).matches()) {
            return false;
        }
        return first.stripTrailing().endsWith("}")
                || !PRETTY.matcher(InputHead.lines(in, FIRST_LINES)).matches();
    }

    @Override
    public int skip(byte[] block, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSeparator(block[i])) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    @Override
    public void begin() {
        objects.clear();
        depth = 0;
        inString = false;
        escaped = false;
        isScalar = false;
        atLineStart = false;
        previous = 0;
    }

    @Override
    public boolean endsWithLineFeed() {
        return false;
    }

    @Override
    public int find(byte[] block, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = block[i];
            if (inString) {
                inString = b != '\n' && (escaped || b != '"');
                escaped = !escaped && b == '\\';
            } else if (isScalar ? isSeparator(b) : isMisplacedObject(b)) {
                return i;
            } else if (accept(b)) {
                return i + 1;
            }
            atLineStart = b == '\n' || (atLineStart && isBlank(b));
        }
        return NOT_FOUND;
    }

    /** Takes a byte outside strings; whether it ends the record. */
    private boolean accept(byte b) {
        switch (b) {
            case '"' -> {
                inString = true;
                isScalar |= depth == 0;
            }
            case '{', '[' -> objects.set(depth++, b == '{');
            case '}', ']' -> depth--;
            default -> isScalar |= depth == 0;
        }
        previous = isBlank(b) ? previous : b;
        return depth <= 0 && (b == '}' || b == ']');
    }

    private boolean isMisplacedObject(byte b) {
        return b == '{' && depth > 0 && atLineStart && objects.get(depth - 1) && previous != ':';
    }

    /** What is between records, the brackets of an array among it. */
    private static boolean isSeparator(byte b) {
        return isBlank(b)
                || b == (byte) 0xef
                || b == (byte) 0xbb
                || b == (byte) 0xbf
                || b == ','
                || b == '['
                || b == ']';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
