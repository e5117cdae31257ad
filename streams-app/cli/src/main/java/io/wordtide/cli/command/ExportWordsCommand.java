package io.wordtide.cli.command;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.option.ModelOption;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.vectors.EmbeddingProjectorFiles;
import io.wordtide.vectors.Word2VecFile;
import io.wordtide.vectors.WordVectors;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide export words}: writes the word vectors on the topic to a file. */
@Command(
        name = "words",
        abbreviateSynopsis = true,
        description = "Writes the newest word embeddings on the topic to files. Works while the application runs.",
        footer = {
            "",
            "Example:",
            "  wordtide export words --format word2vec --output words.txt.gz",
            "  wordtide nearest oil --from words.txt.gz"
        })
final class ExportWordsCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "word2vec",
            description =
                    "word2vec: its text format, which most tools read, with terms. tsv: vectors.tsv and metadata.tsv,"
                            + " with words as the stream writes them, for the TensorFlow embedding projector. Default: word2vec.")
    private Format format;

    @Option(
            names = "--output",
            paramLabel = "PATH",
            required = true,
            description = "The file, gzipped if its name ends in .gz; for tsv, a directory. Files must not exist.")
    private Path output;

    @Mixin
    private ModelOption model;

    @Spec
    private CommandSpec command;

    private enum Format {
        WORD2VEC,
        TSV
    }

    @Override
    public Integer call() {
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect()) {
            Map<String, WordEmbedding> words = TopicWords.read(connection, model, stop);
            WordVectors vectors = TopicWords.vectors(words);
            switch (format) {
                case WORD2VEC -> Word2VecFile.write(vectors, output);
                case TSV -> EmbeddingProjectorFiles.write(vectors, TopicWords.surfaces(words), output);
            }
            command.commandLine()
                    .getOut()
                    .printf("wrote %,d words of %,d dimensions to %s%n", vectors.size(), vectors.dimension(), output);
        }
        return ExitCode.OK;
    }
}
