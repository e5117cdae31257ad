package io.wordtide.cli.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.streams.error.FailureMessage;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records without a value, which ask to forget the documents that are their keys. */
public final class Tombstones {

    private Tombstones() {}

    /**
     * Sends one for each document, to the partition where ingestion sends the document, and waits until the brokers have
     * them.
     *
     * @param producerProperties how to reach the cluster
     * @param topic the topic of the documents
     * @return the time of each tombstone, by document id
     * @throws CommandException if the cluster refuses one or does not answer
     */
    public static Map<String, Instant> send(
            Map<String, ?> producerProperties, String topic, Collection<String> documentIds) {
        Map<String, Object> properties = new HashMap<>(producerProperties);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        Map<String, Future<RecordMetadata>> sending = new LinkedHashMap<>();
        Map<String, Instant> sent = new LinkedHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String id : documentIds) {
                sending.put(id, producer.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), null)));
            }
            for (Map.Entry<String, Future<RecordMetadata>> one : sending.entrySet()) {
                sent.put(one.getKey(), Instant.ofEpochMilli(one.getValue().get().timestamp()));
            }
            return sent;
        } catch (ExecutionException e) {
            throw refused(topic, sent, e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw refused(topic, sent, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(topic, sent, e);
        }
    }

    private static CommandException refused(String topic, Map<String, Instant> sent, Throwable cause) {
        return new CommandException(
                "cannot send to %s: %s; requests sent before: %,d; run the command again for the rest"
                        .formatted(topic, FailureMessage.of(cause), sent.size()),
                cause);
    }
}
