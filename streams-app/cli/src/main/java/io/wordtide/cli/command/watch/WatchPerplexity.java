package io.wordtide.cli.command.watch;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;

/** {@code wordtide watch perplexity}: a line for each mini-batch. */
@Command(
        name = "perplexity",
        abbreviateSynopsis = true,
        description = {
            "Prints a line for each mini-batch: when it was learned, model, version, documents seen, and perplexity per"
                    + " document, scored before the mini-batch was learned: at the inference network's psi(x), at the"
                    + " refined psi, of a unigram model that counts every token forever, of one that forgets and counts"
                    + " all documents alike (recent), and of a cache of each document's own words, another kind of model."
                    + " Compare with the lower of unigram and recent, and read all beside the rate of words that are out of"
                    + " the vocabulary (oov)."
        },
        footer = {"", "Example:", "  wordtide watch perplexity --from-beginning --count 10"})
final class WatchPerplexity extends WatchRecords<LearningReport> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    @Override
    Topic<String, LearningReport> topic(Topics topics) {
        return topics.learningReports();
    }

    @Override
    Optional<String> line(ConsumerRecord<String, LearningReport> record) {
        LearningReport report = record.value();
        return Optional.of(
                "%s  %s v%d  %,d documents  psi(x) %s  refined %s  unigram %s  recent %s  cache %s  oov %.1f%%  words %,d"
                        .formatted(
                                TIME.format(report.getLearnedAt()),
                                report.getModel(),
                                report.getModelVersion(),
                                report.getDocumentsSeen(),
                                perplexity(report.getAmortizedPerDocumentPerplexity()),
                                perplexity(report.getRefinedPerDocumentPerplexity()),
                                perplexity(report.getUnigramPerDocumentPerplexity()),
                                perplexity(report.getRecentUnigramPerDocumentPerplexity()),
                                perplexity(report.getCachePerDocumentPerplexity()),
                                100 * report.getOutOfVocabularyRate(),
                                report.getVocabularySize()));
    }

    private static String perplexity(Optional<Double> value) {
        return value.map("%.1f"::formatted).orElse("-");
    }
}
