package io.wordtide.cli.command;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.option.ModelOption;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.ReadableWord;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.cli.terminal.UnknownWord;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.Language;
import io.wordtide.text.WordLookup;
import io.wordtide.vectors.Word2VecFile;
import io.wordtide.vectors.WordVectors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide nearest}: the words nearest to given words. */
@Command(
        name = "nearest",
        abbreviateSynopsis = true,
        description =
                "Prints the words whose vectors are nearest to those of the given words, by cosine, from the newest"
                        + " embeddings on the topic or from a file.",
        footer = {"", "Example:", "  wordtide nearest oil wheat bank yen --count 5"})
public final class NearestCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Parameters(
            paramLabel = "TERM",
            arity = "1..*",
            description = "Words, as in the vocabulary, as the stream writes them, or as the analyzer reduces them.")
    private List<String> terms;

    @Option(names = "--count", paramLabel = "N", defaultValue = "10", description = "Neighbours per word. Default: 10.")
    private int count;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Read the vectors from a file in a format of word2vec (text or binary) or GloVe, plain or gzipped,"
                            + " without Kafka. Words are looked up as written, then in lower case.")
    private @Nullable Path file;

    @Mixin
    private ModelOption model;

    @Spec
    private CommandSpec command;

    /**
     * Where neighbours are searched.
     *
     * @param find the known form of a word that somebody wrote
     * @param form what that form is called, if it is neither what was written nor how the stream writes it
     * @param published what else is known about a word, by term; empty for a file
     */
    private record Lexicon(
            WordVectors vectors,
            Function<String, Optional<String>> find,
            String form,
            Map<String, WordEmbedding> published) {}

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(command.commandLine(), "Expected --count of 1 or more, found " + count);
        }
        if (file != null) {
            WordVectors vectors = Word2VecFile.read(file);
            return print(new Lexicon(vectors, vectors::find, "lower case", Map.of()));
        }
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect()) {
            Map<String, WordEmbedding> words = TopicWords.read(connection, model, stop);
            Optional<Language> language = words.values().stream()
                    .findFirst()
                    .flatMap(word -> connection.config().modelRoute().language(word.getModel()));
            try (DocumentAnalyzer analyzer = connection.config().documentAnalyzer()) {
                WordLookup lookup = new WordLookup(
                        words::containsKey,
                        () -> TopicWords.termByForm(words),
                        written -> analyzer.forms(language, written));
                return print(new Lexicon(TopicWords.vectors(words), lookup::find, "the analyzer's form", words));
            }
        }
    }

    private int print(Lexicon lexicon) {
        long known = terms.stream().filter(term -> print(term, lexicon)).count();
        return known > 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    /** Prints a word's neighbours, or similar spellings if it is unknown; returns whether the word is known. */
    private boolean print(String term, Lexicon lexicon) {
        WordVectors vectors = lexicon.vectors();
        String word = lexicon.find().apply(term).orElse(null);
        if (word == null) {
            command.commandLine().getErr().println(UnknownWord.message(term, vectors.words()));
            return false;
        }
        PrintWriter out = command.commandLine().getOut();
        WordEmbedding published = lexicon.published().get(word);
        String shown = published == null ? word : ReadableWord.of(word, published.getSurface());
        boolean asWritten = word.equals(term)
                || (published != null && published.getSurface().equalsIgnoreCase(term));
        out.println(shown
                + (asWritten ? "" : " (%s of %s)".formatted(lexicon.form(), term))
                + (published == null
                        ? ""
                        : "  df %,d  version %d"
                                .formatted(published.getDocumentFrequency(), published.getModelVersion())));
        for (WordVectors.Neighbour near : vectors.nearest(word, count)) {
            WordEmbedding other = lexicon.published().get(near.word());
            out.println(
                    other == null
                            ? "  %6.3f  %s".formatted(near.cosine(), near.word())
                            : "  %6.3f  %-20s df %,d"
                                    .formatted(
                                            near.cosine(),
                                            ReadableWord.of(near.word(), other.getSurface()),
                                            other.getDocumentFrequency()));
        }
        return true;
    }
}
