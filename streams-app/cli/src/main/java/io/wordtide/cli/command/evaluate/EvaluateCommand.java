package io.wordtide.cli.command.evaluate;

import io.wordtide.cli.evaluate.Evaluation;
import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.evaluate.TextDocuments;
import io.wordtide.cli.option.AnalyzerOption;
import io.wordtide.cli.option.ReadingOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.OutputFiles;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.cli.terminal.UnknownWord;
import io.wordtide.corpus.Corpus;
import io.wordtide.corpus.CorpusFiles;
import io.wordtide.evaluate.CompletionSplit;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.linalg.Workers;
import io.wordtide.personal.PersonalData;
import io.wordtide.preset.Preset;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary;
import io.wordtide.train.TrainingResult;
import io.wordtide.vectors.Word2VecFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wordtide evaluate}: the paper's protocol on files, without Kafka. */
@Command(
        name = "evaluate",
        abbreviateSynopsis = true,
        subcommands = EvaluateWordsCommand.class,
        description =
                "Trains a model on bag-of-words files, keeps the epoch that is best on validation, and evaluates it"
                        + " on the test set once.",
        footer = {
            "",
            "Files of documents: 'label id:count ...' (LIBSVM), LDA-C, docword files of the UCI repository, sparse matrices"
                    + " of Matrix Market with a document in each row, or token files of RCV1-v2; or texts as JSON Lines or"
                    + " CSV, by the file's name. Plain or gzipped.",
            "",
            "Example:",
            "  wordtide evaluate --train train.feat.gz --test test.feat.gz --valid-rows valid_rows.txt"
                    + " --vocabulary vocab.new --preset 1-M1-tfidf --resume runs/1-M1-tfidf",
        })
public final class EvaluateCommand implements Callable<Integer> {

    /** For the help. */
    static final class PresetNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        PresetNames() {
            super(Preset.names());
        }
    }

    @ArgGroup(exclusive = false)
    private @Nullable What what;

    /** Options that are required unless a subcommand is given. */
    private static final class What {

        @Option(names = "--train", required = true, paramLabel = "FILE", description = "Documents to learn from.")
        private Path train;

        @Option(names = "--test", required = true, paramLabel = "FILE", description = "Documents to evaluate on, once.")
        private Path test;

        @Option(
                names = "--vocabulary",
                required = true,
                paramLabel = "FILE",
                description = "Words, one per line, or gensim's text dictionary.")
        private Path vocabulary;

        @Option(
                names = "--preset",
                required = true,
                paramLabel = "NAME",
                description = "The model: ${COMPLETION-CANDIDATES}.",
                completionCandidates = PresetNames.class)
        private String preset;
    }

    @Option(
            names = "--valid-rows",
            paramLabel = "FILE",
            description =
                    "File with the numbers, from 0, of documents in --train to hold out for choosing the best epoch."
                            + " Default: none, and the last epoch is kept.")
    private @Nullable Path validRows;

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            defaultValue = "english",
            description =
                    "How text becomes words, if files hold texts; auto goes by the language of each. Default: english.")
    private String analyzerName;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training documents. Default: the preset's.")
    private @Nullable Integer epochs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of all randomness. Default: 1.")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads; results do not depend on it. Default: one per processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--complete",
            paramLabel = "SHARE",
            description =
                    "Also hold out this share of each test document's tokens, such as 0.2, and predict them from the"
                            + " others: the perplexity of a held-out token.")
    private @Nullable Double completedShare;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the result to, with all validations; an existing one is replaced.")
    private @Nullable Path json;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Directory of checkpoints: the same command continues where it was stopped.")
    private @Nullable Path directory;

    @Option(
            names = "--words",
            paramLabel = "FILE",
            description = "File to write word vectors to, in the text format of word2vec; must not exist.")
    private @Nullable Path words;

    @Option(
            names = "--nearest",
            paramLabel = "WORD",
            split = ",",
            description = "Words whose neighbours to print, and to write to --json.")
    private List<String> nearest = List.of();

    @Mixin
    private ReadingOptions reading;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (what == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "Expected --train, --test, --vocabulary and --preset, or the subcommand words; found none of them");
        }
        requirePositive("--epochs", epochs);
        requirePositive("--threads", threads);
        Preset preset = preset(what.preset);
        requireShare();
        requirePlaces();
        Corpus corpus = corpus(what);
        Optional<CompletionSplit> split = Optional.ofNullable(completedShare).map(share -> split(corpus, share));
        int epochCount = epochs == null ? preset.epochs() : epochs;
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                "%s: %,d training, %,d validation and %,d test documents, %,d words, %d epochs%n",
                preset.name(),
                corpus.training().size(),
                corpus.validation().size(),
                corpus.test().size(),
                corpus.vocabulary().size(),
                epochCount);
        warnOfUnknown(nearest, corpus.vocabulary());
        try (StopSignal stop = new StopSignal();
                Workers workers = threads == null ? null : Workers.of(threads);
                EvaluationProgress progress = new EvaluationProgress(
                        out, stop, epochCount, corpus.training().size())) {
            Evaluation evaluation = new Evaluation(
                    preset,
                    corpus,
                    split,
                    epochCount,
                    seed,
                    workers == null ? Workers.shared() : workers,
                    Optional.ofNullable(directory),
                    progress);
            if (split.isPresent() && !evaluation.canComplete()) {
                throw new CommandException(
                        "expected a preset that can complete documents for --complete, found %s; choose another, such as best, or remove --complete"
                                .formatted(preset.name()));
            }
            TrainingResult training = evaluation.train();
            progress.close();
            if (!training.finished()) {
                out.printf("stopped after epoch %d; the same command continues from there%n", training.epochs());
                return ExitCode.FAILURE;
            }
            progress.beginJudging(evaluation.judgedDocuments());
            EvaluationResult result = evaluation.judge(training, commandLine(), nearest, progress::judged);
            progress.close();
            PrintedResult.print(result, out);
            if (json != null) {
                result.write(json);
            }
            if (words != null) {
                writeWords(evaluation, words);
            }
            return ExitCode.OK;
        }
    }

    private void requireShare() {
        if (completedShare != null && !(completedShare > 0 && completedShare < 1)) {
            throw new ParameterException(
                    command.commandLine(), "Expected --complete above 0 and below 1, found " + completedShare);
        }
    }

    private void requirePlaces() {
        if (json != null) {
            OutputFiles.requirePlaceFor(json);
        }
        if (words != null) {
            OutputFiles.requireNew(words);
        }
    }

    private void warnOfUnknown(List<String> asked, Vocabulary vocabulary) {
        List<String> known = IntStream.range(0, vocabulary.capacity())
                .mapToObj(vocabulary::term)
                .filter(Objects::nonNull)
                .toList();
        asked.stream()
                .filter(word -> vocabulary.row(word) < 0 && vocabulary.row(word.toLowerCase(Locale.ROOT)) < 0)
                .forEach(word -> command.commandLine().getErr().println(UnknownWord.message(word, known)));
    }

    private void requirePositive(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(command.commandLine(), "Expected " + option + " of 1 or more, found " + value);
        }
    }

    private Preset preset(String name) {
        try {
            return Preset.named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Corpus corpus(What what) throws IOException {
        Vocabulary vocabulary = Vocabulary.read(what.vocabulary);
        Map<Path, List<DocumentCounts>> documents = documents(List.of(what.train, what.test), vocabulary);
        List<DocumentCounts> all = documents.getOrDefault(what.train, List.of());
        Set<Integer> held = validRows == null ? Set.of() : CorpusFiles.rows(validRows, all.size());
        List<DocumentCounts> training = new ArrayList<>();
        List<DocumentCounts> validation = new ArrayList<>();
        for (int row = 0; row < all.size(); row++) {
            (held.contains(row) ? validation : training).add(all.get(row));
        }
        if (training.isEmpty()) {
            throw new CommandException(
                    "expected documents of %s to learn from, found all %,d held out by %s; remove some of its lines"
                            .formatted(what.train, all.size(), validRows));
        }
        List<DocumentCounts> test = documents.getOrDefault(what.test, List.of());
        warnOfEmpty(what.train, all);
        warnOfEmpty(what.test, test);
        try {
            return new Corpus(vocabulary, training, validation, test);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static CompletionSplit split(Corpus corpus, double share) {
        try {
            return CompletionSplit.of(corpus.test(), share);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private void warnOfEmpty(Path file, List<DocumentCounts> documents) {
        long count = documents.stream().filter(DocumentCounts::isEmpty).count();
        if (count > 0) {
            command.commandLine()
                    .getErr()
                    .printf("%s: left out %,d documents without a word of the vocabulary%n", file, count);
        }
    }

    private Map<Path, List<DocumentCounts>> documents(List<Path> files, Vocabulary vocabulary) throws IOException {
        Map<Path, List<DocumentCounts>> documents = new HashMap<>();
        ReadOptions options = reading.toReadOptions();
        List<Path> bags = files.stream()
                .filter(file -> !TextDocuments.areTexts(file, options))
                .toList();
        if (!bags.isEmpty() && !options.equals(ReadOptions.byName())) {
            throw new CommandException(
                    "expected texts for options such as --text-column, found bags of words in %s; remove them, or set --format"
                            .formatted(bags.get(0)));
        }
        List<List<DocumentCounts>> bagsOfWords = CorpusFiles.documents(bags, vocabulary);
        for (int i = 0; i < bags.size(); i++) {
            documents.put(bags.get(i), bagsOfWords.get(i));
        }
        for (Path file : files) {
            if (!documents.containsKey(file)) {
                documents.put(file, texts(file, options, vocabulary));
            }
            if (documents.getOrDefault(file, List.of()).isEmpty()) {
                throw new CommandException("expected documents in %s, found none; name another file".formatted(file));
            }
        }
        return documents;
    }

    private List<DocumentCounts> texts(Path file, ReadOptions options, Vocabulary vocabulary) throws IOException {
        List<DocumentCounts> documents = new ArrayList<>();
        try (DocumentAnalyzer analyzer = AnalyzerOption.named(analyzerName, PersonalData.Policy.KEEP, command)) {
            TextDocuments.forEach(file, options, analyzer, bag -> documents.add(vocabulary.index(bag)));
        }
        return documents;
    }

    private static void writeWords(Evaluation evaluation, Path file) {
        Word2VecFile.write(
                evaluation
                        .wordVectors()
                        .orElseThrow(() -> new CommandException(
                                "expected a model with word vectors for --words, found one without; remove --words")),
                file);
    }

    private String commandLine() {
        return "wordtide "
                + String.join(" ", command.commandLine().getParseResult().originalArgs());
    }
}
