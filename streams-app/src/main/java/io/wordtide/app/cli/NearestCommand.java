package io.wordtide.app.cli;

import io.wordtide.schema.WordEmbedding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide nearest}: the words nearest to given ones. */
@Command(
        name = "nearest",
        abbreviateSynopsis = true,
        description = "Prints the words whose vectors are nearest to those of given words, by cosine, from the newest"
                + " embeddings on the topic.",
        footer = {"", "Example:", "  wordtide nearest oil wheat bank yen --count 5"})
final class NearestCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Parameters(
            paramLabel = "TERM",
            arity = "1..*",
            description = "Words, as they are written or as the analyzer makes them.")
    private List<String> terms;

    @Option(names = "--count", paramLabel = "N", defaultValue = "10", description = "How many each. Default: 10.")
    private int count;

    @Mixin
    private ModelOption model;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new ParameterException(command.commandLine(), "Expected --count of 1 or more, found " + count);
        }
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect()) {
            WordVectors vectors = read(connection, stop);
            Map<String, WordEmbedding> words = vectors.ofModel(
                    chooseModel(vectors.models(), connection.config().defaultModelId()));
            try (TermForms forms = new TermForms(connection.config().analyzer())) {
                long known =
                        terms.stream().filter(term -> print(term, forms, words)).count();
                return known > 0 ? Main.OK : Main.FAILURE;
            }
        }
    }

    private static WordVectors read(ClusterConnection connection, StopSignal stop) {
        WordVectors vectors = new WordVectors();
        try (TopicTail<WordEmbedding> tail = new TopicTail<>(
                connection.consumerProperties(), connection.topics().wordEmbeddings())) {
            stop.onStop(tail::stop);
            tail.readToEnd(vectors::add);
        }
        return vectors;
    }

    private String chooseModel(SortedSet<String> models, String usual) {
        if (models.isEmpty()) {
            throw new CommandException(
                    "expected word embeddings on the topic, found none; let Wordtide learn some mini-batches first");
        }
        return model.choose(models, usual, "word embeddings");
    }

    /** Prints a word's neighbours, or what may have been meant; returns whether the word is known. */
    private boolean print(String term, TermForms forms, Map<String, WordEmbedding> words) {
        WordEmbedding word = WordVectors.find(term, forms, words).orElse(null);
        if (word == null) {
            List<String> similar = WordVectors.spelledLike(term, words);
            command.commandLine()
                    .getErr()
                    .printf(
                            "%s: not among the %,d words of the vocabulary%s%n",
                            term,
                            words.size(),
                            similar.isEmpty() ? "" : "; similar in spelling: " + String.join(", ", similar));
            return false;
        }
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                "%s%s  df %,d  version %d%n",
                word.getTerm(),
                word.getTerm().equals(term) ? "" : " (the analyzer's form of " + term + ")",
                word.getDocumentFrequency(),
                word.getModelVersion());
        WordVectors.nearest(word, words, count)
                .forEach(near ->
                        out.printf("  %6.3f  %-20s df %,d%n", near.cosine(), near.term(), near.documentFrequency()));
        return true;
    }
}
