package io.wordtide.cli.option;

import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.format.CsvColumns;
import io.wordtide.ingest.format.InputFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How to read the files of a command line. */
public final class ReadingOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "json-lines, csv, text (one document per file) or lines (one document per line). Default: from the"
                            + " file's name, or for standard input from its first character.")
    private @Nullable InputFormat format;

    @Option(names = "--id-column", paramLabel = "NAME", description = "CSV column of the id. Default: id, if any.")
    private @Nullable String idColumn;

    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            description = "CSV column of the text; may be repeated, texts are joined. Default: text.")
    private List<String> textColumns = new ArrayList<>();

    @Option(
            names = "--timestamp-column",
            paramLabel = "NAME",
            description = "CSV column of the publication time. Default: timestamp, if any.")
    private @Nullable String timestampColumn;

    @Option(
            names = "--source-column",
            paramLabel = "NAME",
            description = "CSV column of the source. Default: source, if any.")
    private @Nullable String sourceColumn;

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = "Character between CSV columns, or tab. Default: a comma; in .tsv files a tab.")
    private @Nullable String delimiter;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public ReadOptions toReadOptions() {
        return new ReadOptions(
                format, new CsvColumns(idColumn, textColumns, timestampColumn, sourceColumn, delimiterCharacter()));
    }

    private @Nullable Character delimiterCharacter() {
        if (delimiter == null) {
            return null;
        }
        if (delimiter.equals("tab")) {
            return '\t';
        }
        if (delimiter.length() != 1 || delimiter.charAt(0) > '~' || "\"\r\n".contains(delimiter)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Expected one ASCII character other than a quote, or tab, as --delimiter, found '" + delimiter
                            + "'");
        }
        return delimiter.charAt(0);
    }
}
