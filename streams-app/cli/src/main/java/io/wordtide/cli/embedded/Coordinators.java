package io.wordtide.cli.embedded;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a new broker create {@code __transaction_state}, its own topic, before the first application begins a transaction and
 * has to wait for it. Looking a coordinator up is what creates the topic. An admin client could do so as well, but would
 * repeat its request hundreds of times in the meantime, and the broker warns each time.
 */
final class Coordinators {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinators.class);

    private Coordinators() {}

    /** Returns when the topic exists. If it cannot be created now, an application creates it later. */
    static void prepare(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "wordtide-prepares-the-broker");
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
            producer.initTransactions();
        } catch (KafkaException e) {
            LOG.debug("Could not begin transactions yet", e);
        }
    }
}
