package io.wordtide.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a UTF-8 file that must not exist, compressed by gzip if its name ends in {@code .gz}. */
public final class NewTextFile {

    private NewTextFile() {}

    /** The content to write. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** @throws TextFileException if the file exists or cannot be written; no partial file is left */
    public static void write(Path file, Content content) {
        boolean created = false;
        boolean written = false;
        try {
            Files.createFile(file);
            created = true;
            writeTo(file, content);
            written = true;
        } catch (FileAlreadyExistsException e) {
            throw new TextFileException(
                    "expected a file that does not exist, found " + file + "; give another name, or remove it", e);
        } catch (NoSuchFileException e) {
            throw new TextFileException("expected a directory to write " + file + " in, found none; make it first", e);
        } catch (IOException e) {
            throw new TextFileException("cannot write " + file + ": " + e, e);
        } finally {
            if (created && !written) {
                delete(file);
            }
        }
    }

    private static void writeTo(Path file, Content content) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream packed = TextLines.isGzipName(file) ? new GZIPOutputStream(bytes) : bytes;
                Writer out = new BufferedWriter(new OutputStreamWriter(packed, UTF_8))) {
            content.writeTo(out);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            // the reason why it could not be written is reported
        }
    }
}
