package io.wordtide.cli.command.watch;

import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;

/** {@code wordtide watch documents}: a line for each document that is embedded. */
@Command(
        name = "documents",
        abbreviateSynopsis = true,
        description = "Prints a line for each document that is embedded: its id, how well it was understood (ELBO per"
                + " token, nats), the share of its words that are out of the vocabulary (oov), model and version, and"
                + " its source. Never its text.",
        footer = {"", "Example:", "  wordtide watch documents --count 20"})
final class WatchDocuments extends WatchRecords<DocumentEmbedding> {

    @Override
    Topic<String, DocumentEmbedding> topic(Topics topics) {
        return topics.documentEmbeddings();
    }

    @Override
    Optional<String> line(ConsumerRecord<String, DocumentEmbedding> record) {
        DocumentEmbedding document = record.value();
        if (document == null) {
            return Optional.of(record.key() + "  is being forgotten, or has been");
        }
        return Optional.of("%-24s elbo/token %.3f  oov %.1f%%  %s v%d  %s"
                .formatted(
                        document.getDocumentId(),
                        document.getElboPerToken(),
                        100 * document.getOutOfVocabularyRate(),
                        document.getModel(),
                        document.getModelVersion(),
                        document.getSource().orElse("-")));
    }
}
