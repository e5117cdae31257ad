package io.wordtide.cli.command.watch;

import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;

/** {@code wordtide watch events}: a line for each change that is detected. */
@Command(
        name = "events",
        abbreviateSynopsis = true,
        description =
                "Prints a line for each change that is detected: drift, bursts of unknown words, words that moved,"
                        + " appeared or were forgotten; with the model, its version and the documents seen by then.",
        footer = {"", "Example:", "  wordtide watch events --from-beginning"})
final class WatchEvents extends WatchRecords<LearningEvent> {

    @Override
    Topic<String, LearningEvent> topic(Topics topics) {
        return topics.learningEvents();
    }

    @Override
    Optional<String> line(ConsumerRecord<String, LearningEvent> record) {
        LearningEvent event = record.value();
        if (event == null) {
            return Optional.empty();
        }
        return Optional.of("%s v%d  %,d documents  %s  %s"
                .formatted(
                        event.getModel(),
                        event.getModelVersion(),
                        event.getDocumentsSeen(),
                        event.getKind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        event.getMessage()));
    }
}
