package io.wordtide.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void shouldBeOneLineForAPerson() {
        assertThat(Finding.ok("kafka", "3 brokers")).hasToString("ok       kafka: 3 brokers");
        assertThat(Finding.problem("topics", "missing: a\nmake it")).hasToString("problem  topics: missing: a make it");
    }
}
