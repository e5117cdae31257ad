package io.wordtide.cli.command;

import io.wordtide.cli.evaluate.TextDocuments;
import io.wordtide.cli.option.AnalyzerOption;
import io.wordtide.cli.option.ReadingOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.OutputFiles;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.personal.PersonalData;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.NewTextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide vocabulary}: the words that most documents contain, for a model with a fixed vocabulary. */
@Command(
        name = "vocabulary",
        abbreviateSynopsis = true,
        description = "Writes the words that most documents contain, one per line, ties in alphabetical order. Personal"
                + " data in the texts, such as e-mail addresses, are left out.",
        footer = {
            "",
            "Example:",
            "  wordtide vocabulary train.jsonl.gz --size 10000 --analyzer simple --output words.txt"
        })
public final class VocabularyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON or CSV, plain or packed.")
    private List<Path> files;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Number of words. Default: 10,000.")
    private int size;

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            defaultValue = "english",
            description = "How text becomes words; auto goes by the language of each document. Default: english.")
    private String analyzerName;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "File to write the words to; must not exist.")
    private Path output;

    @Mixin
    private ReadingOptions reading;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (size < 1) {
            throw new ParameterException(command.commandLine(), "Expected --size of 1 or more, found " + size);
        }
        OutputFiles.requireNew(output);
        ReadOptions options = reading.toReadOptions();
        files.forEach(file -> requireTexts(file, options));
        DocumentFrequencies frequencies = new DocumentFrequencies();
        try (DocumentAnalyzer analyzer = AnalyzerOption.named(analyzerName, PersonalData.Policy.DROP, command)) {
            for (Path file : files) {
                TextDocuments.forEach(file, options, analyzer, frequencies::count);
            }
        }
        List<String> words = frequencies.mostFrequent(size);
        if (words.isEmpty()) {
            throw new CommandException("expected texts with words in %s, found none in %,d documents; name other files"
                    .formatted(files, frequencies.documentCount()));
        }
        NewTextFile.write(output, out -> out.write(String.join("\n", words) + "\n"));
        command.commandLine()
                .getOut()
                .printf("%,d words of %,d documents to %s%n", words.size(), frequencies.documentCount(), output);
        return ExitCode.OK;
    }

    private static void requireTexts(Path file, ReadOptions options) {
        if (!TextDocuments.areTexts(file, options)) {
            throw new CommandException(
                    "expected the name of a JSON or CSV file, such as reviews.jsonl.gz, found %s; use --format or rename it"
                            .formatted(file));
        }
    }
}
