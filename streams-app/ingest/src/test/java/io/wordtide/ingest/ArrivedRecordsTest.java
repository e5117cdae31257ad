package io.wordtide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class ArrivedRecordsTest {

    @Test
    void shouldRememberNumbersOnlyOfTheInputsThatWereAskedFor() {
        // Given
        ArrivedRecords arrived = new ArrivedRecords(List.of("news"));

        // When
        arrived.mark(record("news", 0));
        arrived.mark(record("news", 2));
        arrived.mark(record("somebody else's", 3));

        // Then
        assertThat(arrived.of("news").stream()).containsExactly(0, 2);
        assertThat(arrived.of("somebody else's").stream()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(String input, int number) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("documents", 0, 0, new byte[0], new byte[0]);
        for (Header header : InputMarks.byNumber(input, new BitSet()).mark(number, "key")) {
            record.headers().add(header);
        }
        return record;
    }
}
