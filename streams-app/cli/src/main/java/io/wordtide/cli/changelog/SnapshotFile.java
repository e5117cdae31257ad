package io.wordtide.cli.changelog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * A model in a file of its own, with all it needs to continue elsewhere or later. A zip archive, so any tool can open
 * it and detect damage:
 *
 * <pre>{@code
 * snapshot.properties       format, model, version, documents, next.sequence, taken.at, and the settings the model
 *                           was started with, each prefixed with "setting."
 * model.snapshot            parameters, moments, vocabulary, counters; ends with its SHA-256
 * document-frequencies.tsv  term, weight of the documents that contain it
 * recent-documents.tsv      ids within the duplicates window, in the order in which the documents came
 * }</pre>
 *
 * @param modelId id of the model that was saved
 * @param settings the settings the model was started with, by configuration key
 * @param learner what it had learned
 * @param frequencies its document frequencies
 * @param recentIds ids of the most recent documents, oldest first
 */
public record SnapshotFile(
        String modelId,
        Map<String, String> settings,
        LearnerState learner,
        Frequencies frequencies,
        List<String> recentIds) {

    /**
     * The learner's part of a snapshot.
     *
     * @param version mini-batches learned
     * @param nextSequence sequence number of the next document after those learned
     * @param takenAt when the snapshot was taken
     * @param bytes as {@link io.wordtide.learn.ModelSnapshot} encodes the learner
     */
    public record LearnerState(long version, long nextSequence, Instant takenAt, byte[] bytes) {}

    /**
     * Document frequencies as they are stored.
     *
     * @param documentCount D, documents
     * @param weightByTerm weight of the documents that contain a term
     */
    public record Frequencies(long documentCount, SortedMap<String, Double> weightByTerm) {}

    private static final String FORMAT = "1";
    private static final String SETTING = "setting.";
    private static final String PROPERTIES_ENTRY = "snapshot.properties";
    private static final String SNAPSHOT_ENTRY = "model.snapshot";
    private static final String FREQUENCIES_ENTRY = "document-frequencies.tsv";
    private static final String RECENT_ENTRY = "recent-documents.tsv";

    /** Far above any stream, far below an overflow. */
    private static final long MOST_DOCUMENTS = 1L << 60;

    private static final int MOST_BYTES_OF_PROPERTIES = 1 << 20;

    /** Of the learner's part, unpacked: a few bytes may unpack to more than the memory has. */
    private static final int MOST_BYTES_OF_SNAPSHOT = 1 << 30;

    /** Of a table; it is held as bytes and as text. */
    private static final int MOST_BYTES_OF_TABLE = 1 << 29;

    /** Quotes what would break a line or a column. */
    private static final CSVFormat TSV = CSVFormat.TDF
            .builder()
            .setIgnoreSurroundingSpaces(false)
            .setRecordSeparator('\n')
            .get();

    /** @throws IOException if the file exists or cannot be written; no partial file is left */
    void write(Path file) throws IOException {
        Files.createFile(file);
        boolean written = false;
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            Writer text = new OutputStreamWriter(zip, UTF_8);
            zip.putNextEntry(new ZipEntry(PROPERTIES_ENTRY));
            properties().store(text, null);
            zip.putNextEntry(new ZipEntry(SNAPSHOT_ENTRY));
            zip.write(learner.bytes());
            zip.putNextEntry(new ZipEntry(FREQUENCIES_ENTRY));
            CSVPrinter terms = new CSVPrinter(text, TSV);
            for (Map.Entry<String, Double> term : frequencies.weightByTerm().entrySet()) {
                terms.printRecord(term.getKey(), term.getValue());
            }
            terms.flush();
            zip.putNextEntry(new ZipEntry(RECENT_ENTRY));
            CSVPrinter recent = new CSVPrinter(text, TSV);
            for (String id : recentIds) {
                recent.printRecord(id);
            }
            recent.flush();
            written = true;
        } finally {
            if (!written) {
                Files.delete(file);
            }
        }
    }

    /**
     * Reads a file that {@link StoredModel#save} wrote.
     *
     * @throws StateException if the file is not a snapshot file, is damaged, or has another format
     * @throws IOException if it cannot be read
     */
    public static SnapshotFile read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Properties properties = new Properties();
            properties.load(new StringReader(text(zip, PROPERTIES_ENTRY, MOST_BYTES_OF_PROPERTIES)));
            String format = properties.getProperty("format");
            if (!FORMAT.equals(format)) {
                throw new StateException("expected a snapshot file of format " + FORMAT + ", found format " + format
                        + " in " + file + "; use the release of Wordtide that wrote it");
            }
            return read(zip, properties);
        } catch (ZipException | EOFException | DateTimeException | IllegalArgumentException e) {
            throw new StateException(
                    "expected a file that snapshot save wrote, found that " + file + " is another file or is damaged: "
                            + e.getMessage(),
                    e);
        }
    }

    private static SnapshotFile read(ZipFile zip, Properties properties) throws IOException {
        SortedMap<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(SETTING))
                .forEach(key -> settings.put(key.substring(SETTING.length()), properties.getProperty(key)));
        SortedMap<String, Double> weightByTerm = new TreeMap<>();
        forEachRow(zip, FREQUENCIES_ENTRY, 2, row -> weightByTerm.put(row.get(0), weight(row)));
        List<String> recentIds = new ArrayList<>();
        forEachRow(zip, RECENT_ENTRY, 1, row -> recentIds.add(row.get(0)));
        return new SnapshotFile(
                required(properties, "model"),
                settings,
                new LearnerState(
                        count(properties, "version"),
                        count(properties, "next.sequence"),
                        Instant.parse(required(properties, "taken.at")),
                        bytes(zip, SNAPSHOT_ENTRY, MOST_BYTES_OF_SNAPSHOT)),
                new Frequencies(count(properties, "documents"), weightByTerm),
                recentIds);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("format", FORMAT);
        properties.setProperty("model", modelId);
        properties.setProperty("version", Long.toString(learner.version()));
        properties.setProperty("next.sequence", Long.toString(learner.nextSequence()));
        properties.setProperty("taken.at", learner.takenAt().toString());
        properties.setProperty("documents", Long.toString(frequencies.documentCount()));
        settings.forEach((key, value) -> properties.setProperty(SETTING + key, value));
        return properties;
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in " + PROPERTIES_ENTRY);
        }
        return value;
    }

    /** Counts are added to later, and must not overflow. */
    private static long count(Properties properties, String key) {
        long count = Long.parseLong(required(properties, key));
        if (count < 0 || count > MOST_DOCUMENTS) {
            throw new IllegalArgumentException(
                    "expected %s from 0 to %d in %s, found %d".formatted(key, MOST_DOCUMENTS, PROPERTIES_ENTRY, count));
        }
        return count;
    }

    private static double weight(CSVRecord row) {
        double weight = Double.parseDouble(row.get(1));
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("expected a weight of at least 0 in row %d of %s, found %s"
                    .formatted(row.getRecordNumber(), FREQUENCIES_ENTRY, weight));
        }
        return weight;
    }

    private static void forEachRow(ZipFile zip, String name, int columnCount, Consumer<CSVRecord> action)
            throws IOException {
        try (CSVParser parser = CSVParser.parse(text(zip, name, MOST_BYTES_OF_TABLE), TSV)) {
            for (CSVRecord row : parser) {
                if (row.size() != columnCount) {
                    throw new IllegalArgumentException("expected %d columns in row %d of %s, found %d"
                            .formatted(columnCount, row.getRecordNumber(), name, row.size()));
                }
                action.accept(row);
            }
        } catch (CSVException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    name + " has a quote that is not closed, or is not followed by a tab or a line end", e);
        }
    }

    private static String text(ZipFile zip, String name, int mostBytes) throws IOException {
        return new String(bytes(zip, name, mostBytes), UTF_8);
    }

    /** All of an entry, checked against its checksum, which {@link ZipFile} leaves to its reader. */
    private static byte[] bytes(ZipFile zip, String name, int mostBytes) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ZipException("no entry " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            // what it claims to have is only a hint
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes || entry.getSize() > mostBytes) {
                throw new ZipException("expected at most %d bytes in %s, found %d"
                        .formatted(mostBytes, name, Math.max(bytes.length, entry.getSize())));
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            if (checksum.getValue() != entry.getCrc()) {
                throw new ZipException(name + " does not match its checksum");
            }
            return bytes;
        }
    }
}
