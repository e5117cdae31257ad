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
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Sends records without a value, which ask to forget the documents that are their keys. */
public final class Tombstones {

    private Tombstones() {}

    /**
     * One of them.
     *
     * @param partition that of the record of the document; null if it is not known, for the one where ingestion sends it
     */
    public record Tombstone(
            String documentId, Bytes key, @Nullable Integer partition) {

        /** For a document whose record nobody has looked for. */
        public static Tombstone of(String documentId) {
            return new Tombstone(documentId, Bytes.wrap(documentId.getBytes(UTF_8)), null);
        }

        /** Right behind a record: whoever reads the topic comes to the record first. */
        static Tombstone behind(String documentId, TopicRecord record) {
            return new Tombstone(documentId, record.key(), record.position().partition());
        }
    }

    /**
     * Sends them, and waits until the brokers have them.
     *
     * @param producerProperties how to reach the cluster
     * @param topic the topic of the documents
     * @return the time of the last tombstone of each document, by its id
     * @throws CommandException if the cluster refuses one or does not answer
     */
    public static Map<String, Instant> send(
            Map<String, ?> producerProperties, String topic, Collection<Tombstone> tombstones) {
        Map<String, Object> properties = new HashMap<>(producerProperties);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        Map<Tombstone, Future<RecordMetadata>> sending = new LinkedHashMap<>();
        Map<String, Instant> sent = new LinkedHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Tombstone one : tombstones) {
                sending.put(
                        one,
                        producer.send(new ProducerRecord<>(
                                topic, one.partition(), one.key().get(), null)));
            }
            for (Map.Entry<Tombstone, Future<RecordMetadata>> one : sending.entrySet()) {
                sent.put(
                        one.getKey().documentId(),
                        Instant.ofEpochMilli(one.getValue().get().timestamp()));
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
