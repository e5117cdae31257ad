package io.wordtide.chaos;

import static org.awaitility.Awaitility.await;

import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicException;
import io.wordtide.streams.topics.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.awaitility.core.ConditionTimeoutException;

/** Records that an application has yet to read: documents, and bags between its two halves. */
final class Unread {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    private Unread() {}

    static long count(Application application) {
        Map<String, Object> properties = new HashMap<>(application.config().consumerProperties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, application.id());
        String bags = InternalTopics.bags(application.id());
        AtomicLong unread = new AtomicLong();
        // counted one by one, since the end of a transaction takes an offset too
        try (TopicReader reader = new TopicReader(
                properties, List.of(application.topics().documents().name(), bags))) {
            reader.seekToCommitted();
            reader.readToEnd(record -> unread.incrementAndGet());
        }
        return unread.get();
    }

    /**
     * Waits until the application has read, and committed, everything.
     *
     * @throws ChaosException if it has not done so in time
     */
    static void awaitNone(Application application) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(LOOK_INTERVAL)
                    // the bags' topic is created when the application first runs
                    .ignoreException(TopicException.class)
                    .until(() -> count(application) == 0);
        } catch (ConditionTimeoutException e) {
            throw new ChaosException(
                    "expected " + application.id() + " to read the whole stream within " + PATIENCE.toSeconds()
                            + " s, found " + count(application) + " records left",
                    e);
        }
    }
}
