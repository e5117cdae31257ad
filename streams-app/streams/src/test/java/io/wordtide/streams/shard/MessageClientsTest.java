package io.wordtide.streams.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The clients with which instances talk about rounds: what fails is noticed, and nothing stays open. */
class MessageClientsTest {

    private static final String TOPIC = "rounds";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final byte[] KEY = "default".getBytes(UTF_8);
    private static final byte[] MESSAGE = {1, 2, 3};

    @Test
    void shouldFailTheNextMessageAndNoLaterOneWhenTheBrokersDidNotAcceptOne() {
        // Given
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        try (MessageSender sender = new MessageSender(producer, TOPIC)) {
            sender.send(0, KEY, MESSAGE);

            // When
            producer.errorNext(new RecordTooLargeException("no more than 100 bytes"));

            // Then
            assertThatThrownBy(() -> sender.send(0, KEY, MESSAGE))
                    .isInstanceOf(KafkaException.class)
                    .hasMessage("expected the brokers to accept a message for rounds-0, found no more than 100 bytes");
            sender.send(0, KEY, MESSAGE);
            assertThat(producer.history()).hasSize(3);
        }
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void shouldCloseTheConsumerWhenItCannotConnect() {
        // Given: a consumer that does not learn where the topic ends
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

        // Then
        assertThatThrownBy(() -> new MessageReceiver(consumer, List.of(PARTITION)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldIgnoreRecordsWithoutKeyOrValue() {
        // Given
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        try (MessageReceiver receiver = new MessageReceiver(consumer, List.of(PARTITION))) {
            byte[] chunk = MessageChunks.split(7, MESSAGE).findFirst().orElseThrow();

            // When
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 0, KEY, null));
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 1, null, chunk));
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 2, KEY, chunk));

            // Then
            assertThat(receiver.poll(Duration.ZERO))
                    .singleElement()
                    .satisfies(message -> assertThat(message.bytes()).isEqualTo(MESSAGE));
        }
        assertThat(consumer.closed()).isTrue();
    }
}
