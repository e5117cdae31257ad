package io.wordtide.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentKeysTest {

    @Test
    void shouldForgetTheKeyThatNobodyUsedForLongest() {
        // Given
        RecentKeys keys = new RecentKeys(2);
        keys.add("a");
        keys.add("b");

        // When: a is looked up, so b is the older one
        assertThat(keys.contains("a")).isTrue();
        keys.add("c");

        // Then
        assertThat(keys.contains("a")).isTrue();
        assertThat(keys.contains("b")).isFalse();
        assertThat(keys.contains("c")).isTrue();
    }
}
