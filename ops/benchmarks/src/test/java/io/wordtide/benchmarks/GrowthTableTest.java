package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

    @Test
    void shouldCompareEachRowWithTheFirstOfItsKindAndWithTheOtherBuild() {
        // Given
        GrowthTable table = new GrowthTable();

        // When
        table.row("V 5000", outcome(1_000, 800));
        table.row("V 50000", outcome(500, 100));
        table.row("words 20", outcome(2_000, Double.NaN));

        // Then: documents/s, ÷ the first of the kind, processor time (1,000 ms / rate), and the same; 500 / 100 = 5
        List<String> lines = table.toString().lines().toList();
        assertThat(lines.get(2))
                .startsWith("| V = 5,000 | 1,000.0 | 1.00 | 1.00 | 1.00 |")
                .contains("| 1.250 |");
        assertThat(lines.get(3))
                .startsWith("| V = 50,000 | 500.0 | 0.500 | 2.00 | 2.00 |")
                .contains("| 5.000 |");
        assertThat(lines.get(4))
                .startsWith("| 20 words | 2,000.0 | 1.00 | 0.500 | 1.00 |")
                .endsWith("| – | – | – | – |");
    }

    @Test
    void shouldSayHowMuchLessItGrowsThanInTheOtherBuild() {
        // Given
        GrowthTable table = new GrowthTable();
        table.row("V 5000", outcome(1_000, 800));
        table.row("V 50000", outcome(500, 200));

        // Then: 500 / 1,000 here, 200 / 800 there
        assertThat(table.growthAgainstOther("V 5000", "V 50000", Bar.atLeast(2)).strip())
                .isEqualTo("Documents/s at V = 50,000 ÷ at V = 5,000: 0.500, in the other build 0.250; 2.00 times "
                        + "(>= 2, met).");
    }

    @Test
    void shouldSayNothingOfAnotherBuildWithoutOne() {
        // Given
        GrowthTable table = new GrowthTable();
        table.row("V 5000", outcome(1_000, Double.NaN));

        // Then
        assertThat(table.growthAgainstOther("V 5000", "V 50000", Bar.atLeast(2)))
                .isEmpty();

        // When
        table.row("V 50000", outcome(500, Double.NaN));

        // Then
        assertThat(table.growthAgainstOther("V 5000", "V 50000", Bar.atLeast(2)))
                .isEmpty();
    }

    /** Documents per second decide everything else. */
    private static Outcome outcome(double rate, double otherRate) {
        Map<String, double[]> figures = new HashMap<>();
        for (String figure : List.of("heapMb", "ownMb", "residentMb", "perplexity")) {
            figures.put(figure, new double[] {100});
        }
        for (String figure : List.of("otherHeapMb", "otherPerplexity")) {
            figures.put(figure, new double[] {100 + 0 * otherRate});
        }
        figures.put("rate", new double[] {rate});
        figures.put("otherRate", new double[] {otherRate});
        figures.put("processorMs", new double[] {1e3 / rate});
        figures.put("otherProcessorMs", new double[] {1e3 / otherRate});
        return new Outcome(Map.of(), figures);
    }
}
