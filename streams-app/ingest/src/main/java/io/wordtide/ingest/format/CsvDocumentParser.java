package io.wordtide.ingest.format;

import static java.util.stream.Collectors.joining;

import io.wordtide.schema.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** A CSV record whose columns are found by the names of a header. */
public final class CsvDocumentParser implements RecordParser {

    private final CSVFormat format;
    private final int columnCount;
    private final int id;
    private final List<Integer> texts = new ArrayList<>();
    private final int timestamp;
    private final int source;
    private final int title;
    private final int language;

    /**
     * @param header text of the first record
     * @param columns which columns to use
     * @param delimiter character between columns
     * @throws MalformedRecordException if the header lacks a column; the message lists the columns it has
     */
    public CsvDocumentParser(String header, Columns columns, char delimiter) throws MalformedRecordException {
        format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        List<String> names = new ArrayList<>();
        record(header).forEach(name -> names.add(name.strip()));
        columnCount = names.size();
        id = find(names, columns.id(), "id");
        for (String text : columns.text().isEmpty() ? List.of("text") : columns.text()) {
            texts.add(require(names, text));
        }
        timestamp = find(names, columns.timestamp(), "timestamp");
        source = find(names, columns.source(), "source");
        title = find(names, columns.title(), "title");
        language = find(names, columns.language(), "language");
    }

    private static int find(List<String> names, @Nullable String wanted, String usual) throws MalformedRecordException {
        return wanted == null ? names.indexOf(usual) : require(names, wanted);
    }

    private static int require(List<String> names, String wanted) throws MalformedRecordException {
        int index = names.indexOf(wanted);
        if (index < 0) {
            throw new MalformedRecordException("expected a column \"%s\" in the CSV header, found %s"
                    .formatted(
                            wanted, names.stream().map(name -> '"' + name + '"').collect(joining(", "))));
        }
        return index;
    }

    @Override
    public Document parse(String text, String origin) throws MalformedRecordException {
        CSVRecord record = record(text);
        if (record.size() != columnCount) {
            throw new MalformedRecordException(
                    "expected %d columns as in the header, found %d".formatted(columnCount, record.size()));
        }
        String written = column(record, id);
        return new Document(
                written == null ? origin : written,
                texts.stream().map(record::get).collect(joining("\n")),
                column(record, title),
                column(record, source),
                column(record, language),
                time(record));
    }

    /** The single record in a text. */
    private CSVRecord record(String text) throws MalformedRecordException {
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() == 1) {
                return records.get(0);
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            // commons-csv's message may quote the text; this one does not
        }
        throw new MalformedRecordException(
                "expected one CSV record, found a quote that is not closed or not followed by a delimiter");
    }

    private @Nullable Instant time(CSVRecord record) throws MalformedRecordException {
        String written = column(record, timestamp);
        return written == null ? null : Timestamps.parse(written);
    }

    private static @Nullable String column(CSVRecord record, int index) {
        if (index < 0) {
            return null;
        }
        String value = record.get(index);
        return value.isBlank() ? null : value;
    }
}
