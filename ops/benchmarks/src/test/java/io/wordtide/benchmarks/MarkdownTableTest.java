package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {

    @Test
    void shouldWriteHeadingsAndRows() {
        // When
        String table = new MarkdownTable("decoder", "V")
                .row("3-layer", "20,000")
                .row("log-linear", 7L)
                .toString();

        // Then
        assertThat(table.lines())
                .containsExactly("| decoder | V |", "|---|---|", "| 3-layer | 20,000 |", "| log-linear | 7 |");
    }

    @Test
    void shouldWriteNumbersWithThreeDigitsOrMore() {
        // Then: the limits are those before rounding
        assertThat(cell(0.12345)).isEqualTo("0.123");
        assertThat(cell(-0.5)).isEqualTo("-0.500");
        assertThat(cell(1.2345)).isEqualTo("1.23");
        assertThat(cell(-9.876)).isEqualTo("-9.88");
        assertThat(cell(12.345)).isEqualTo("12.3");
        assertThat(cell(-12.345)).isEqualTo("-12.3");
        assertThat(cell(12_345.67)).isEqualTo("12,345.7");
        assertThat(cell(Double.NaN)).isEqualTo("NaN");
    }

    private static String cell(double number) {
        String row =
                new MarkdownTable("x").row(number).toString().lines().toList().get(2);
        return row.replaceAll("[| ]", "");
    }
}
