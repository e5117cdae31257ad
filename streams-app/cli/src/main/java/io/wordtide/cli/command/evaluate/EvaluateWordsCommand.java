package io.wordtide.cli.command.evaluate;

import io.wordtide.cli.evaluate.SimilarityReport;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.OutputFiles;
import io.wordtide.vectors.SimilaritySet;
import io.wordtide.vectors.SimilaritySetFile;
import io.wordtide.vectors.Word2VecFile;
import io.wordtide.vectors.WordSimilarity;
import io.wordtide.vectors.WordVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide evaluate words}: whether words that people find similar have similar vectors. */
@Command(
        name = "words",
        abbreviateSynopsis = true,
        description = {
            "Prints Spearman's rank correlation (rho) between people's judgements of the similarity of words and the"
                    + " cosines of their vectors, with its standard error.",
            "Words are looked up as written, then in lower case. Pairs with a word that has no vector are left out; the"
                    + " column covered shows how many remain."
        },
        footer = {"", "Example:", "  wordtide evaluate words --vectors words.txt --sets wordsim"})
final class EvaluateWordsCommand implements Callable<Integer> {

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            required = true,
            description = "Word vectors in a format of word2vec (text or binary) or GloVe, plain or gzipped.")
    private Path vectorFile;

    @Option(
            names = "--sets",
            paramLabel = "PATH",
            arity = "1..*",
            required = true,
            description =
                    "Files with two words and a score on each line, such as WordSim-353, SimLex-999, MEN or SCWS, plain or"
                            + " gzipped; or directories of such files.")
    private List<Path> sets;

    @Option(
            names = "--subtract-mean",
            description =
                    "Subtract the mean of all vectors from each before cosines are taken. A log-linear model is the"
                            + " same whatever vector is added to the weights of all words.")
    private boolean subtractsMean;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the figures to a file; an existing one is replaced.")
    private @Nullable Path json;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (json != null) {
            OutputFiles.requirePlaceFor(json);
        }
        WordVectors read = Word2VecFile.read(vectorFile);
        WordVectors vectors = subtractsMean ? read.withoutMean() : read;
        List<WordSimilarity> similarities =
                readSets().stream().map(set -> WordSimilarity.of(vectors, set)).toList();
        print(similarities);
        if (json != null) {
            SimilarityReport.of(vectorFile, subtractsMean, vectors, similarities)
                    .write(json);
        }
        return ExitCode.OK;
    }

    private List<SimilaritySet> readSets() {
        List<SimilaritySet> read = new ArrayList<>();
        for (Path file : files()) {
            Optional<SimilaritySet> set = SimilaritySetFile.read(file);
            set.ifPresentOrElse(
                    read::add,
                    () -> command.commandLine().getErr().printf("%s: left out, not a similarity set%n", file));
        }
        if (read.isEmpty()) {
            throw new CommandException(
                    "expected files with two words and a score on each line, found none; name others with --sets");
        }
        return read;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : sets) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                entries.filter(Files::isRegularFile).sorted().forEach(files::add);
            } catch (IOException e) {
                throw new CommandException("cannot read the directory %s: %s".formatted(path, e), e);
            }
        }
        return files;
    }

    private void print(List<WordSimilarity> similarities) {
        PrintWriter out = command.commandLine().getOut();
        out.printf("%-20s %6s  %14s  %6s  %14s%n", "set", "pairs", "covered", "rho", "standard error");
        for (WordSimilarity similarity : similarities) {
            out.printf(
                    "%-20s %,6d  %,6d (%4.1f%%)  %6s  %14s%n",
                    similarity.set(),
                    similarity.pairCount(),
                    similarity.coveredCount(),
                    100 * similarity.coverage(),
                    figure(similarity.rho()),
                    figure(similarity.standardError()));
        }
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? "%.3f".formatted(value.getAsDouble()) : "-";
    }
}
