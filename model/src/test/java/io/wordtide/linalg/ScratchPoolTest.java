package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScratchPoolTest {

    private final AtomicInteger created = new AtomicInteger();
    private final ScratchPool<Integer> pool = new ScratchPool<>(created::incrementAndGet);

    @Test
    void shouldCreateAnotherOnlyWhenAllAreInUse() {
        // When
        int first = pool.borrow();
        int second = pool.borrow();
        pool.giveBack(first);
        int third = pool.borrow();
        int fourth = pool.borrow();

        // Then
        assertThat(second).isEqualTo(2);
        assertThat(third).as("given back before").isEqualTo(first);
        assertThat(fourth).isEqualTo(3);
    }

    @Test
    void shouldLendThePreferredOneOrElseTheOneUsedLast() {
        // Given
        for (int number : new int[] {1, 2, 3}) {
            pool.giveBack(number);
        }

        // Then
        assertThat(pool.borrow(number -> number == 1)).isEqualTo(1);
        assertThat(pool.borrow(number -> number == 7)).isEqualTo(3);
        assertThat(pool.borrow(number -> number <= 3)).isEqualTo(2);
        assertThat(pool.borrow()).as("a new one").isEqualTo(1);
        assertThat(created).hasValue(1);
    }
}
