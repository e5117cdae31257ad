package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.testing.LogLines;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;

class UnencryptedTokenTest {

    @Test
    void shouldWarnThatOtherMachinesSendTheTokenUnencrypted() {
        // When
        List<String> warnings = warnings(Map.of("wordtide.http.token", "s3cret", "wordtide.http.host", "0.0.0.0"));

        // Then
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("wordtide.http.token", "wordtide.http.host", "TLS")
                .doesNotContain("s3cret");
    }

    @Test
    void shouldNotWarnWhenOnlyThisMachineSendsTheTokenOrThereIsNone() {
        assertThat(warnings(Map.of("wordtide.http.token", "s3cret"))).isEmpty();
        assertThat(warnings(Map.of("wordtide.http.host", "0.0.0.0"))).isEmpty();
    }

    private static List<String> warnings(Map<String, String> settings) {
        Configurator.setLevel(HttpServer.class.getName(), Level.WARN); // log4j's default is ERROR
        try (LogLines log = LogLines.listen();
                UnservedServer server = UnservedServer.start(settings)) {
            assertThat(server.address()).isNotNull();
            return log.lines(Level.WARN).stream()
                    .filter(line -> line.startsWith(HttpServer.class.getName()))
                    .toList();
        }
    }
}
