package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Splitter;
import io.wordtide.schema.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A CSV record whose columns are found by the names of a header, or by their numbers. A quote that does not enclose a
 * column is part of the text if the record then has as many columns as the first.
 */
public final class CsvDocumentParser implements RecordParser {

    private static final char TAB = '\t';

    private static final String LINE_ENDS = "expected lines that end with a line feed, found a lone carriage return,"
            + " which ends lines of old Macs; convert the file, for instance with tr '\\r' '\\n'";

    private static final String QUOTES =
            "expected one CSV record, found a quote that is not closed or not followed by a delimiter;"
                    + " if quotes are part of the text, use --quote none";

    private final CSVFormat format;
    private final Splitter splitter;
    private final boolean isTabSeparated;
    private final Columns columns;
    private final int columnCount;
    private final int id;
    private final List<Integer> texts = new ArrayList<>();
    private final int timestamp;
    private final int source;
    private final int title;
    private final int language;

    /**
     * @param first text of the first record, a header if the layout has one
     * @param columns which columns to use
     * @param layout how the file is written, with its delimiter
     * @throws MalformedRecordException if a wanted column is missing; the message lists those that are there
     */
    public CsvDocumentParser(String first, Columns columns, CsvLayout layout) throws MalformedRecordException {
        char delimiter = layout.delimiter() == null ? ',' : layout.delimiter();
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setQuote(layout.quote())
                .get();
        this.splitter = Splitter.on(delimiter);
        this.isTabSeparated = delimiter == TAB;
        this.columns = columns;
        if (first.indexOf('\r') >= 0) {
            throw new MalformedRecordException(LINE_ENDS);
        }
        List<String> values = strictly(first);
        if (values == null) {
            throw new MalformedRecordException(QUOTES);
        }
        columnCount = values.size();
        List<String> names = layout.hasHeader()
                ? values.stream().map(String::strip).toList()
                : IntStream.rangeClosed(1, columnCount)
                        .mapToObj(Integer::toString)
                        .toList();
        Header header = new Header(names, layout.hasHeader());
        id = header.find(columns.id(), List.of("id"), "--id-column");
        for (String text : header.texts(columns)) {
            texts.add(header.require(text, "--text-column"));
        }
        timestamp = header.find(columns.timestamp(), Columns.USUAL_TIMESTAMPS, "--timestamp-column");
        source = header.find(columns.source(), List.of("source"), "--source-column");
        title = header.find(columns.title(), List.of("title"), "--title-column");
        language = header.find(columns.language(), List.of("language"), "--language-column");
    }

    /** The names of the columns, or their numbers. */
    private record Header(List<String> names, boolean isWritten) {

        List<String> texts(Columns columns) {
            // of a single column there is no doubt
            return !isWritten && columns.text().isEmpty() && names.size() == 1 ? names : columns.texts();
        }

        /** The index of the column that was named, or of the first usual one; -1 if there is none of those. */
        int find(@Nullable String given, List<String> usual, String option) throws MalformedRecordException {
            return given == null
                    ? usual.stream()
                            .mapToInt(names::indexOf)
                            .filter(index -> index >= 0)
                            .findFirst()
                            .orElse(-1)
                    : require(given, option);
        }

        int require(String wanted, String option) throws MalformedRecordException {
            int index = names.indexOf(wanted);
            if (index >= 0) {
                return index;
            }
            if (!isWritten) {
                throw new MalformedRecordException(
                        "expected a column number from 1 to %d, as there is no header, found \"%s\"; use %s NUMBER"
                                .formatted(names.size(), wanted, option));
            }
            throw new MalformedRecordException(
                    FieldNames.areHeader(names)
                            ? "expected a column \"%s\" in the CSV header, found %s; use %s NAME"
                                    .formatted(wanted, FieldNames.list(names), option)
                            : ("expected a CSV header with a column \"%s\", found no names in the first record (%d"
                                            + " columns); use --no-header if there is no header, or --delimiter")
                                    .formatted(wanted, names.size()));
        }
    }

    @Override
    public Document parse(String text, String origin) throws MalformedRecordException {
        List<String> record = columns(text);
        String written = column(record, id);
        return new Document(
                written == null ? origin : written,
                texts.stream().map(record::get).collect(joining("\n")),
                column(record, title),
                column(record, source),
                column(record, language),
                time(record));
    }

    /**
     * Whether a record of several lines is one. It is not if its first line alone has the columns that the whole lacks, or
     * if columns are separated by tabs and each of its lines has all columns.
     */
    boolean isOneRecord(RawRecord record) {
        String text = ISO_8859_1.decode(record.bytes().duplicate()).toString();
        List<String> values = strictly(text);
        if (values == null || values.size() != columnCount) {
            return !isLiterally(text.lines().findFirst().orElse(""));
        }
        return !isTabSeparated || columnCount == 1 || !text.lines().allMatch(this::isLiterally);
    }

    private boolean isLiterally(String line) {
        return splitter.splitToList(line).size() == columnCount;
    }

    private List<String> columns(String text) throws MalformedRecordException {
        List<String> values = strictly(text);
        if (values != null && values.size() == columnCount) {
            return values;
        }
        if (isLiterally(text)) {
            return splitter.splitToList(text);
        }
        if (values != null) {
            throw new MalformedRecordException(
                    "expected %d columns as in the first record, found %d".formatted(columnCount, values.size()));
        }
        throw new MalformedRecordException(text.indexOf('\r') >= 0 ? LINE_ENDS : QUOTES);
    }

    /** The columns of the single record in a text; null if there is no such record. */
    private @Nullable List<String> strictly(String text) {
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : null;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            // commons-csv's message may quote the text
            return null;
        }
    }

    private @Nullable Instant time(List<String> record) throws MalformedRecordException {
        String written = column(record, timestamp);
        return written == null ? null : Timestamps.parse(written, columns.timestampUnit());
    }

    private static @Nullable String column(List<String> record, int index) {
        if (index < 0) {
            return null;
        }
        String value = record.get(index);
        return value.isBlank() ? null : value;
    }
}
