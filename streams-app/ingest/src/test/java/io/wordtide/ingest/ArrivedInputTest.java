package io.wordtide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

        // 1,024 is the size of a chunk
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
}
