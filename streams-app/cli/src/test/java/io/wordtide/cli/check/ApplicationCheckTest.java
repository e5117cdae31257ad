package io.wordtide.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.streams.topics.AdminCalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class ApplicationCheckTest {

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Supplier<List<Finding>>> checks = new LinkedHashMap<>();

    @Test
    void shouldReportFindingsInTheOrderOfTheChecks() {
        // Given
        checks.put("b", () -> List.of(Finding.ok("b", "1"), Finding.ok("b", "2")));
        checks.put("a", () -> List.of(Finding.ok("a", "3")));

        // When
        boolean ok = new ApplicationCheck(checks).run(findings::add);

        // Then
        assertThat(ok).isTrue();
        assertThat(findings).containsExactly(Finding.ok("b", "1"), Finding.ok("b", "2"), Finding.ok("a", "3"));
    }

    @Test
    void shouldContinueAfterAProblemAndStillReportIt() {
        // Given
        checks.put("a", () -> List.of(Finding.problem("a", "1")));
        checks.put("b", () -> List.of(Finding.ok("b", "2")));

        // When
        boolean ok = new ApplicationCheck(checks).run(findings::add);

        // Then
        assertThat(ok).isFalse();
        assertThat(findings).containsExactly(Finding.problem("a", "1"), Finding.ok("b", "2"));
    }

    @Test
    void shouldReportACheckThatCannotBeMadeAsAProblemOfItsSubject() {
        // Given
        checks.put("topics", () -> {
            KafkaFutureImpl<List<Finding>> refused = new KafkaFutureImpl<>();
            refused.completeExceptionally(new TimeoutException("no answer."));
            return AdminCalls.await("list topics", refused);
        });
        checks.put("time limits", () -> {
            throw new ConfigException("the model does not fit");
        });
        checks.put("access", () -> {
            throw new KafkaException("not authorized");
        });
        checks.put("models", () -> List.of(Finding.ok("models", "none yet")));

        // When
        boolean ok = new ApplicationCheck(checks).run(findings::add);

        // Then
        assertThat(ok).isFalse();
        assertThat(findings)
                .containsExactly(
                        Finding.problem(
                                "topics",
                                "cannot list topics: no answer. Check bootstrap.servers, and that the cluster is up."),
                        Finding.problem("time limits", "the model does not fit"),
                        Finding.problem("access", "Kafka refuses: not authorized"),
                        Finding.ok("models", "none yet"));
    }

    @Test
    void shouldNotMistakeAProgrammingErrorForAFinding() {
        checks.put("topics", () -> {
            throw new IllegalStateException("our own");
        });

        assertThatThrownBy(() -> new ApplicationCheck(checks).run(findings::add))
                .isInstanceOf(IllegalStateException.class);
    }
}
