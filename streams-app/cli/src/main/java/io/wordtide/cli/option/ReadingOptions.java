package io.wordtide.cli.option;

import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.HtmlMode;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.TimestampUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to read the files of a command line. */
public final class ReadingOptions {

    private static final String NONE = "none";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "json-lines, csv, text (one document per file), lines (one document per line), ninjs, newsml, nitf"
                            + " or mail. Default: from the file's name and its first bytes.")
    private @Nullable InputFormat format;

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            description = "CSV column or JSON member of the id. Default: id, if any. In JSON, a.b is b in a.")
    private @Nullable String idColumn;

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            description = "Column or member of the text; may be repeated, texts are joined. Default: text.")
    private List<String> textColumns = new ArrayList<>();

    @Option(
            names = "--timestamp-column",
            paramLabel = "NAME",
            description = "Column or member of the publication time. Default: timestamp, publishedAt or published_at,"
                    + " if any.")
    private @Nullable String timestampColumn;

    @Option(
            names = "--timestamp-unit",
            paramLabel = "UNIT",
            defaultValue = "auto",
            description = "What a number as publication time counts since 1970: s, ms, us or ns. Default: auto, by its"
                    + " number of digits.")
    private TimestampUnit timestampUnit;

    @Option(
            names = "--source-column",
            paramLabel = "NAME",
            description = "Column or member of the source. Default: source, if any.")
    private @Nullable String sourceColumn;

    @Option(
            names = "--title-column",
            paramLabel = "NAME",
            description = "Column or member of the title. Default: title, if any.")
    private @Nullable String titleColumn;

    @Option(
            names = "--language-column",
            paramLabel = "NAME",
            description = "Column or member of the language. Default: language, if any.")
    private @Nullable String languageColumn;

    @Option(
            names = "--no-header",
            description = "The first record of a CSV file is a document; columns are named by their numbers, from 1.")
    private boolean noHeader;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = "Character between CSV columns, or tab. Default: a comma, in .tsv files a tab; another one if"
                    + " the first line shows it.")
    private @Nullable String delimiter;

    @Option(
            names = "--quote",
            paramLabel = "CHARACTER",
            defaultValue = "\"",
            description = "Character around CSV columns, or none. Default: a double quote.")
    private String quote;

    @Option(
            names = "--html",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Whether titles and texts are HTML: yes, no, or auto, which looks for tags and character"
                    + " references in each. Default: auto.")
    private HtmlMode html;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public ReadOptions toReadOptions() {
        Character between = delimiter == null ? null : delimiterCharacter(delimiter);
        Character around = quote.equals(NONE) ? null : character("--quote", quote);
        if (around != null && around.equals(between)) {
            throw new ParameterException(
                    command.commandLine(), "Expected --delimiter and --quote to differ, found the same for both");
        }
        return new ReadOptions(
                format,
                new Columns(
                        idColumn,
                        textColumns,
                        timestampColumn,
                        timestampUnit,
                        sourceColumn,
                        titleColumn,
                        languageColumn),
                new CsvLayout(between, around, !noHeader),
                html);
    }

    private Character delimiterCharacter(String value) {
        return value.equals("tab") ? '\t' : character("--delimiter", value);
    }

    private Character character(String option, String value) {
        if (value.length() != 1 || value.charAt(0) > '~' || "\r\n".contains(value)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Expected one ASCII character, or %s, as %s, found '%s'"
                            .formatted(option.equals("--quote") ? NONE : "tab", option, value));
        }
        return value.charAt(0);
    }
}
