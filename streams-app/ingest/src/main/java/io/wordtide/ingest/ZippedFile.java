package io.wordtide.ingest;

import io.wordtide.ingest.format.ForeignForm;
import io.wordtide.ingest.format.InputFormat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The single file in a zip archive, as published data sets come. An archive of several files has to be unpacked, and then
 * they can be named.
 */
final class ZippedFile {

    private static final byte[] MAGIC = {'P', 'K', 3, 4};
    private static final int MOST_NAMED = 5;

    private ZippedFile() {}

    /** Whether a file begins as a zip archive does. */
    static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            return false; // opening it as what it is named reports this
        }
    }

    /**
     * The file in an archive as an input.
     *
     * @param name the archive's, which is the name of the input too
     * @param format that of the file; null to derive it from its name
     * @throws InputException if there is not one file in it, or its format is unknown
     */
    static Input input(Path path, String name, @Nullable InputFormat format) throws InputException {
        String entry;
        try (ZipFile zip = open(path)) {
            List<String> files = Collections.list(zip.getEntries()).stream()
                    .filter(file -> !file.isDirectory() && !isOfTheSystem(file.getName()))
                    .map(ZipArchiveEntry::getName)
                    .toList();
            if (files.contains("[Content_Types].xml") || files.contains("mimetype")) {
                throw new InputException(
                        "%s: expected documents as text, JSON or CSV, found %s".formatted(path, ForeignForm.OFFICE));
            }
            if (files.size() != 1) {
                throw new InputException(
                        "%s: expected a zip archive of one file, found %d%s; unpack it and name the files"
                                .formatted(path, files.size(), named(files)));
            }
            entry = files.get(0);
        } catch (InputException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(
                    "%s: expected a zip archive, found one that is damaged; fetch it again".formatted(path), e);
        }
        InputFormat known = format == null ? InputFormat.ofFileName(entry).orElse(null) : format;
        if (known == null) {
            throw new InputException(
                    "%s: cannot tell the format from the extension .%s of the file in it; set it with --format"
                            .formatted(path, InputFormat.extension(entry)));
        }
        return new Input(name, path.toString(), known, entry, () -> open(path, entry));
    }

    private static ZipFile open(Path path) throws IOException {
        return ZipFile.builder().setPath(path).get();
    }

    private static InputStream open(Path path, String entry) throws IOException {
        ZipFile zip = open(path);
        try {
            InputStream in = zip.getInputStream(zip.getEntry(entry));
            return new FilterInputStream(in) {
                @Override
                public void close() throws IOException {
                    try (zip) {
                        super.close();
                    }
                }
            };
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    /** What macOS adds to an archive. */
    private static boolean isOfTheSystem(String entry) {
        return entry.startsWith("__MACOSX/") || entry.endsWith(".DS_Store");
    }

    private static String named(List<String> files) {
        return files.isEmpty()
                ? ""
                : " (%s%s)"
                        .formatted(
                                String.join(", ", files.subList(0, Math.min(MOST_NAMED, files.size()))),
                                files.size() > MOST_NAMED ? ", ..." : "");
    }
}
