package io.wordtide.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargestTest {

    @Test
    void shouldSelectWhatSortingWouldPutFirst() {
        // Given: many equal values
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            int[] values = random.ints(random.nextInt(30), 0, 6).toArray();
            int most = random.nextInt(12);

            // When
            int[] selected = Largest.positions(values.length, most, i -> values[i]);

            // Then: a stable sort keeps the order of equal ones
            assertThat(selected)
                    .containsExactly(IntStream.range(0, values.length)
                            .boxed()
                            .sorted(Comparator.comparing(i -> -values[i]))
                            .limit(most)
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
    }
}
