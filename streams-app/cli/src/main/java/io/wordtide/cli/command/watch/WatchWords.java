package io.wordtide.cli.command.watch;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.terminal.ReadableWord;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.text.DocumentAnalyzer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code wordtide watch words}: a line for each word embedding that is published. */
@Command(
        name = "words",
        abbreviateSynopsis = true,
        description =
                "Prints a line for each word embedding that is published: the word as the stream writes it, with its term if that differs, its model and version, in how"
                        + " many documents it occurred (df), and how far its vector moved since (drift, 1 - cosine).",
        footer = {"", "Example:", "  wordtide watch words oil wheat"})
final class WatchWords extends WatchRecords<WordEmbedding> {

    @Parameters(paramLabel = "TERM", arity = "0..*", description = "Only these words. Default: all.")
    private List<String> words = new ArrayList<>();

    private final Set<String> terms = new HashSet<>();

    @Override
    Topic<String, WordEmbedding> topic(Topics topics) {
        return topics.wordEmbeddings();
    }

    @Override
    void prepare(ClusterConnection connection) {
        terms.addAll(words);
        try (DocumentAnalyzer analyzer = connection.config().documentAnalyzer()) {
            // of all models, which may have different languages
            words.forEach(word -> terms.addAll(analyzer.forms(Optional.empty(), word)));
        }
    }

    @Override
    Optional<String> line(ConsumerRecord<String, WordEmbedding> record) {
        WordEmbedding word = record.value();
        if (word == null) {
            // a tombstone has only a key: the term, prefixed with the model's id where several are routed
            String term = record.key().substring(record.key().lastIndexOf('/') + 1);
            return wanted(term) ? Optional.of(record.key() + "  left the vocabulary") : Optional.empty();
        }
        return wanted(word.getTerm()) || wanted(word.getSurface()) ? Optional.of(line(word)) : Optional.empty();
    }

    private boolean wanted(String term) {
        return terms.isEmpty() || terms.contains(term);
    }

    private static String line(WordEmbedding word) {
        return "%-20s %s v%d  df %,d  drift %s"
                .formatted(
                        ReadableWord.of(word.getTerm(), word.getSurface()),
                        word.getModel(),
                        word.getModelVersion(),
                        word.getDocumentFrequency(),
                        word.getCosineDrift().map("%.4f"::formatted).orElse("new"));
    }
}
