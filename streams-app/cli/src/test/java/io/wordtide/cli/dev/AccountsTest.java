package io.wordtide.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountsTest {

    @Test
    void shouldBalanceWhenEveryDocumentIsInOnePlace() {
        // 100 = 60 + 20 + 15 + 5
        assertThat(new Accounts(100, 60, 20, 15, 5).balance()).isTrue();
        assertThat(new Accounts(0, 0, 0, 0, 0).balance()).isTrue();
    }

    @Test
    void shouldNotBalanceWhenADocumentIsMissingOrCountedTwice() {
        assertThat(new Accounts(101, 60, 20, 15, 5).balance()).isFalse();
        assertThat(new Accounts(100, 61, 20, 15, 5).balance()).isFalse();
        assertThat(new Accounts(100, 60, 21, 15, 5).balance()).isFalse();
        assertThat(new Accounts(100, 60, 20, 16, 5).balance()).isFalse();
        assertThat(new Accounts(100, 60, 20, 15, 6).balance()).isFalse();
    }

    @Test
    void shouldHaveSettledWhatDoesNotWait() {
        // 60 + 15 + 5
        assertThat(new Accounts(100, 60, 20, 15, 5).settled()).isEqualTo(80);
    }

    @Test
    void shouldBeWrittenAsAnEquation() {
        assertThat(new Accounts(12_345, 12_000, 300, 40, 5))
                .hasToString("in 12,345 = embedded 12,000 + waiting 300 + dead-lettered 40 + skipped 5");
    }
}
