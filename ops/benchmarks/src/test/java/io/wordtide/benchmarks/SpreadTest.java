package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void shouldTakeTheMiddleValueOfAnOddNumberOfIterations() {
        // Given
        double[] values = {3, 1, 9};

        // Then: the values stay as they were
        assertThat(Spread.of(values)).isEqualTo(new Spread(1, 3, 9));
        assertThat(values).containsExactly(3, 1, 9);
        assertThat(Spread.of(new double[] {7})).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        // (2 + 5) / 2
        assertThat(Spread.of(new double[] {8, 5, 1, 2})).isEqualTo(new Spread(1, 3.5, 8));
    }

    @Test
    void shouldWriteAllThreeForATable() {
        Spread spread = new Spread(1_069.996, 1_090.5, 1_150);

        assertThat(spread.show()).isEqualTo("1070.00 / 1090.50 / 1150.00");
        assertThat(spread.showWhole()).isEqualTo("1,070 / 1,091 / 1,150");
    }
}
