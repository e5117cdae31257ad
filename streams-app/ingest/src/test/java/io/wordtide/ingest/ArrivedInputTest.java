package io.wordtide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ArrivedInputTest {

    private final ArrivedInput arrived = new ArrivedInput();

    @Test
    void shouldKnowAllRecordsThatCameFromOnePlace() {
        // Given: a file that was replaced twice, and Monday's record came again on Wednesday
        arrived.add(5, 100);
        arrived.add(5, 200);
        arrived.add(5, 100);

        // Then: they are three records from one place
        assertThat(arrived.contains(5, 100)).isTrue();
        assertThat(arrived.contains(5, 200)).isTrue();
        assertThat(arrived.contains(5, 300)).isFalse();
        assertThat(arrived.count(5)).isEqualTo(3);
        assertThat(arrived.size()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeARecordFromAnotherPlaceForThisOne() {
        arrived.add(0, 100);

        // 1,024 is the first size of the array
        assertThat(arrived.contains(1, 100)).isFalse();
        assertThat(arrived.contains(1024, 100)).isFalse();
        assertThat(arrived.count(1024)).isZero();
    }

    @Test
    void shouldNotTakeMoreMemoryForAGreatNumberThanForASmallOne() {
        // Given: somebody else's mark; as an array it would take 16 GiB
        arrived.add(Integer.MAX_VALUE, 100);

        assertThat(arrived.contains(Integer.MAX_VALUE, 100)).isTrue();
        assertThat(arrived.count(Integer.MAX_VALUE - 1)).isZero();
        assertThat(arrived.size()).isEqualTo(1);
    }

    @Test
    void shouldKnowAllPlacesWhateverTheOrderInWhichTheirRecordsCome() {
        // Given: 12 partitions, one after the other, as a topic is read
        for (int partition = 0; partition < 12; partition++) {
            for (int number = partition; number < 12_000; number += 12) {
                arrived.add(number, number + 1L);
            }
        }

        // Then
        assertThat(arrived.size()).isEqualTo(12_000);
        for (int number = 0; number < 12_000; number++) {
            assertThat(arrived.contains(number, number + 1L)).isTrue();
            assertThat(arrived.contains(number, number)).isFalse();
            assertThat(arrived.count(number)).isEqualTo(1);
        }
    }

    @Test
    @Timeout(20)
    void shouldTakeTimeAndMemoryForEachRecordWhateverItsMarkSays() {
        // When: somebody else's marks: all of one place, and each far from the others
        for (int i = 0; i < 300_000; i++) {
            arrived.add(5, 1_000L + i);
            arrived.add(7_000 * i, 100);
        }

        // Then: 0 is a place of its own, and 5 is none of the others
        assertThat(arrived.count(5)).isEqualTo(300_000);
        assertThat(arrived.size()).isEqualTo(300_001);
        assertThat(arrived.contains(7_000 * 299_999, 100)).isTrue();
    }
}
