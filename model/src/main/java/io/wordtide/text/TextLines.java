package io.wordtide.text;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the lines of a UTF-8 file, compressed by gzip if its name ends in {@code .gz}, of at most 16 Mi characters each: a
 * small compressed file can hold a line that no memory could.
 */
public final class TextLines {

    private TextLines() {}

    /** Takes a line, without its end, and its number, from 1. */
    @FunctionalInterface
    public interface LineConsumer {
        void accept(long number, String line);
    }

    /**
     * The first lines, fewer if the file has no more.
     *
     * @throws TextFileException if the file is missing, a directory, damaged or not UTF-8, or a line is too long
     */
    public static List<String> head(Path file, int count) {
        List<String> head = new ArrayList<>();
        readWhile(file, (number, line) -> {
            head.add(line);
            return number < count;
        });
        return head;
    }

    /** @throws TextFileException if the file is missing, a directory, damaged or not UTF-8, or a line is too long */
    public static void forEach(Path file, LineConsumer consumer) {
        readWhile(file, (number, line) -> {
            consumer.accept(number, line);
            return true;
        });
    }

    /** Takes a line and its number, from 1; returns whether to continue. */
    private interface LinePredicate {
        boolean test(long number, String line);
    }

    private static void readWhile(Path file, LinePredicate consumer) {
        if (!Files.isRegularFile(file)) {
            throw new TextFileException("expected a file at " + file + ", found "
                    + (Files.isDirectory(file) ? "a directory" : "nothing there"));
        }
        long number = 0;
        try (InputStream in = open(file);
                BufferedReader lines = lines(in, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && consumer.test(++number, line)) {
                line = lines.readLine();
            }
        } catch (CharacterCodingException e) {
            throw new TextFileException(
                    "expected UTF-8 in " + file + ", found other bytes in line " + lineOfOtherBytes(file, number + 1)
                            + "; convert it, or give it a name that ends in .gz if it is gzip",
                    e);
        } catch (LineLimit.TooLongException e) {
            throw new TextFileException(
                    "expected lines of at most " + LineLimit.MOST_CHARACTERS + " characters in " + file
                            + ", found a longer one after line " + number + "; see whether it is a text file",
                    e);
        } catch (EOFException | ZipException e) {
            throw new TextFileException(
                    "expected a complete gzip file at " + file + ", found one that is damaged after line " + number
                            + "; copy it again",
                    e);
        } catch (IOException e) {
            throw new TextFileException(
                    "expected a readable file at " + file + ", found "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static BufferedReader lines(InputStream in, Charset charset) {
        return new BufferedReader(new LineLimit(new InputStreamReader(in, charset.newDecoder())));
    }

    /** A reader decodes thousands of characters ahead of the line that it returns, so the line is looked for. */
    private static long lineOfOtherBytes(Path file, long earliest) {
        long number = 0;
        try (InputStream in = open(file);
                BufferedReader lines = lines(in, StandardCharsets.ISO_8859_1)) {
            String bytes = "";
            while (bytes != null && (number < earliest || isUtf8(bytes))) {
                bytes = lines.readLine();
                number++;
            }
            return number;
        } catch (IOException e) {
            return earliest;
        }
    }

    private static boolean isUtf8(String bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The bytes of a file, decompressed if its name ends in {@code .gz}. */
    public static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!isGzipName(file)) {
            return in;
        }
        try {
            return new GZIPInputStream(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Whether a file's name says that it is gzip. */
    public static boolean isGzipName(Path file) {
        return file.toString().endsWith(".gz");
    }
}
