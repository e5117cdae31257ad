package io.wordtide.examples;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.wordtide.schema.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Documents and their embeddings with Kafka's clients and Confluent's serializers alone. */
final class WriteAndReadInJava {

    private WriteAndReadInJava() {}

    // docs/producers.md begins here
    static void write(String bootstrapServers, String registryUrl, String topic, Map<String, String> textsById)
            throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("schema.registry.url", registryUrl);
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", KafkaAvroSerializer.class);
        settings.put("avro.remove.java.properties", true); // registers the schema as other languages do
        try (KafkaProducer<String, Document> producer = new KafkaProducer<>(settings)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            textsById.forEach((id, text) -> {
                Document document = Document.newBuilder()
                        .setId(id)
                        .setText(text)
                        .setPublishedAt(Instant.now())
                        .build();
                sent.add(producer.send(new ProducerRecord<>(topic, id, document)));
            });
            for (Future<RecordMetadata> record : sent) {
                record.get(); // throws if it was not accepted
            }
        }
    }

    /** The ids of the first embeddings of a topic. */
    static List<String> read(String bootstrapServers, String registryUrl, String topic, int count) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("schema.registry.url", registryUrl);
        settings.put("group.id", topic + "-readers");
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", KafkaAvroDeserializer.class);
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(settings)) {
            consumer.subscribe(List.of(topic));
            while (ids.size() < count) {
                for (ConsumerRecord<String, GenericRecord> record : consumer.poll(Duration.ofSeconds(1))) {
                    ids.add(record.value().get("documentId").toString());
                }
            }
        }
        return ids;
    }
    // docs/producers.md ends here
}
