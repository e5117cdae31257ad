package io.wordtide.cli.dev;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.JournalSummary;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How many documents are in transit while the application is closed: those it has not read from {@code documents}, the
 * bags it has not read from its repartition topic, and those in the journal that wait for their mini-batch. Counted
 * record by record, since the end of a transaction takes an offset, too.
 */
final class WaitingDocuments {

    private WaitingDocuments() {}

    /** @return documents, over all models */
    static long count(WordtideConfig config, Topics topics) {
        Map<String, Object> properties = new HashMap<>(config.consumerProperties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId());
        String bags = InternalTopics.bags(config.applicationId());
        AtomicLong unread = new AtomicLong();
        try (TopicReader reader =
                new TopicReader(properties, List.of(topics.documents().name(), bags))) {
            reader.seekToCommitted();
            reader.readToEnd(record -> unread.incrementAndGet());
        }
        ChangelogStores stores = ChangelogStores.readJournals(config);
        long inJournals = stores.modelIds().stream()
                .map(modelId -> new StoredModel(modelId, config, stores).journal())
                .mapToLong(JournalSummary::waitingDocuments)
                .sum();
        return unread.get() + inJournals;
    }
}
