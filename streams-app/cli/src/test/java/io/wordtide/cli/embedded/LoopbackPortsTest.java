package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackPortsTest {

    @Test
    void shouldKeepThePortAskedFor() {
        // Given
        int free = LoopbackPorts.free(1).get(0);

        // When, Then
        assertThat(LoopbackPorts.require(free, "--port")).isEqualTo(free);
    }

    /** Linux assigns ports from 32,768 on to outgoing connections, which could take a port before it is listened on. */
    @Test
    void shouldChooseDifferentPortsThatNoConnectionIsGivenByChance() {
        assertThat(LoopbackPorts.free(50)).hasSize(50).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
        assertThat(LoopbackPorts.require(0, "--port")).isBetween(1_024, 32_767);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void shouldRefuseInvalidPorts(int port) {
        assertThatThrownBy(() -> LoopbackPorts.require(port, "--port"))
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessage("--port must be between 0 (any free port) and 65535, found %d.", port);
    }
}
