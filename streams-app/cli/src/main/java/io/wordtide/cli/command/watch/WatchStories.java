package io.wordtide.cli.command.watch;

import io.wordtide.schema.Story;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;

/** {@code wordtide watch stories}: a line for each story that begins, changes or ends. */
@Command(
        name = "stories",
        abbreviateSynopsis = true,
        description =
                "Prints a line for each story that begins, changes or ends: what is happening to it, its documents"
                        + " (recent ones, near-duplicates), its sources, and the words that mark it.",
        footer = {"", "Example:", "  wordtide watch stories --from-beginning"})
final class WatchStories extends WatchRecords<Story> {

    @Override
    Topic<String, Story> topic(Topics topics) {
        return topics.stories();
    }

    @Override
    Optional<String> line(ConsumerRecord<String, Story> record) {
        Story story = record.value();
        if (story == null) {
            return Optional.of("%s  ended".formatted(record.key()));
        }
        return Optional.of("%s v%d  %s  %-7s  %,d documents (%,d recent, %,d near-duplicates)  %d sources  %s"
                .formatted(
                        story.getModel(),
                        story.getModelVersion(),
                        story.getStoryId(),
                        story.getPhase().name().toLowerCase(Locale.ROOT),
                        story.getDocumentCount(),
                        story.getRecentCount(),
                        story.getDuplicateCount(),
                        story.getSources().size(),
                        words(story)));
    }

    /** The words that mark it, as the stream writes them. */
    private static String words(Story story) {
        return story.getTerms().stream()
                .map(term -> story.getSurfaces().getOrDefault(term, term))
                .collect(Collectors.joining(" "));
    }
}
