package io.wordtide.vectors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.text.TextFileException;
import io.wordtide.text.TextLines;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads vectors in word2vec's binary format: a line {@code V K}, then V times a word, a blank and K floats of 4 bytes, the
 * lowest first, with or without a line's end after them.
 */
final class BinaryVectors {

    private static final int HEAD_BYTES = 4096;

    /** Longer than any word, in bytes: what follows is no word then. */
    private static final int MOST_BYTES_OF_WORD = 1 << 16;

    private static final Pattern HEADER = Pattern.compile("([0-9]{1,10}) ([0-9]{1,9})\r?\n");

    private BinaryVectors() {}

    /**
     * Whether a file is in this format and not text.
     *
     * @throws TextFileException if it is in another binary format of word vectors, which the message names
     */
    static boolean isBinary(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = TextLines.open(file)) {
            String head = new String(in.readNBytes(HEAD_BYTES), ISO_8859_1);
            requireKnown(file, head);
            return HEADER.matcher(head).lookingAt() && head.chars().anyMatch(BinaryVectors::isInNoText);
        } catch (IOException e) {
            return false; // whoever reads it as text says what is wrong
        }
    }

    private static boolean isInNoText(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r';
    }

    private static void requireKnown(Path file, String head) {
        String kind;
        if (head.startsWith("\u0080") || head.startsWith("PK\3\4") || head.startsWith("\u0093NUMPY")) {
            kind = "what Python's pickle or NumPy save; in gensim, call save_word2vec_format";
        } else if (head.startsWith("\u00BA\u0016O/")) {
            kind = "a model of fastText; name the file of its vectors, which ends in .vec";
        } else {
            return;
        }
        throw new TextFileException(
                "expected word vectors in a format of word2vec or GloVe at " + file + ", found " + kind);
    }

    static void read(Path file, VectorCollection vectors) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(TextLines.open(file), 1 << 16))) {
            Matcher header = HEADER.matcher(readUntil(in, '\n', file, vectors) + "\n");
            if (!header.matches() || Integer.parseInt(header.group(2)) < 1) {
                throw refusal(file, "the numbers of words and of dimensions in its first line", "something else");
            }
            long size = Long.parseLong(header.group(1));
            int dimension = Integer.parseInt(header.group(2));
            vectors.requireMemory(Math.max(1, size), dimension);
            byte[] bytes = new byte[Math.multiplyExact(4, dimension)];
            while (vectors.count() < size) {
                // the end of the line of the word before
                String word = readUntil(in, ' ', file, vectors).stripLeading();
                in.readFully(bytes);
                vectors.add(word, finite(bytes, dimension, file, vectors));
            }
            // a word with a blank, as gensim writes, shifts all that follows it
            if (new String(in.readNBytes(HEAD_BYTES), ISO_8859_1)
                    .chars()
                    .anyMatch(rest -> rest != '\n' && rest != '\r')) {
                throw refusal(file, "the end after " + size + " words", "more bytes; a word must not contain a blank");
            }
        } catch (CharacterCodingException e) {
            throw refusal(file, "a word in UTF-8 after " + vectors.count() + " others", "other bytes");
        } catch (EOFException e) {
            throw refusal(file, "all words that its first line promises", "the end after " + vectors.count());
        } catch (IOException e) {
            throw new TextFileException(
                    "expected a readable file at " + file + ", found "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static String readUntil(DataInputStream in, char end, Path file, VectorCollection vectors)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte read = in.readByte(); read != end; read = in.readByte()) {
            bytes.write(read);
            if (bytes.size() > MOST_BYTES_OF_WORD) {
                throw refusal(file, "a word after " + vectors.count() + " others", "more than 65,536 bytes of it");
            }
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    }

    private static float[] finite(byte[] bytes, int dimension, Path file, VectorCollection vectors) {
        float[] vector = new float[dimension]; // [K]
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw refusal(file, "finite numbers for word " + (vectors.count() + 1), String.valueOf(value));
            }
        }
        return vector;
    }

    private static TextFileException refusal(Path file, String expected, String found) {
        return new TextFileException("expected " + expected + " in " + file + ", found " + found
                + "; the binary format of word2vec is a line \"V K\", then V times a word, a blank and K floats");
    }
}
