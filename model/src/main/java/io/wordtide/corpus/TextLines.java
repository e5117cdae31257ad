package io.wordtide.corpus;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The lines of a UTF-8 file, packed by gzip if its name ends in {@code .gz}. */
final class TextLines {

    private TextLines() {}

    /** Takes a line and its number, from 1. */
    interface LineConsumer {
        void accept(long number, String line);
    }

    /** The first line, empty if there is none. */
    static String first(Path file) {
        String[] first = {""};
        readWhile(file, (number, line) -> {
            first[0] = line;
            return false;
        });
        return first[0];
    }

    /** @throws CorpusException if the file is missing, a directory, damaged or not UTF-8 */
    static void forEach(Path file, LineConsumer consumer) {
        readWhile(file, (number, line) -> {
            consumer.accept(number, line);
            return true;
        });
    }

    /** Takes a line and its number, from 1; whether to go on. */
    private interface LinePredicate {
        boolean test(long number, String line);
    }

    private static void readWhile(Path file, LinePredicate consumer) {
        if (!Files.isRegularFile(file)) {
            throw new CorpusException("expected a file at " + file + ", found "
                    + (Files.isDirectory(file) ? "a directory" : "nothing there"));
        }
        long number = 0;
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                        StandardCharsets.UTF_8.newDecoder()))) {
            String line = reader.readLine();
            while (line != null && consumer.test(++number, line)) {
                line = reader.readLine();
            }
        } catch (CharacterCodingException e) {
            throw new CorpusException("expected UTF-8 in " + file + ", found other bytes after line " + number, e);
        } catch (EOFException | ZipException e) {
            throw new CorpusException(
                    "expected a whole gzip file at " + file + ", found one that is damaged after line " + number
                            + "; copy it again",
                    e);
        } catch (IOException e) {
            throw new CorpusException(
                    "expected a file that can be read at " + file + ", found "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
