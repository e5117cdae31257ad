package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.benchmarks.ShardsBenchmark.Layout;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardsTableTest {

    @Test
    void shouldJudgeTwoInstancesFourShardsAndTheirTraffic() {
        // Given
        Map<Layout, Outcome> outcomes = new EnumMap<>(Layout.class);
        outcomes.put(Layout.UNDIVIDED, outcome(1000, 2, 0, 0));
        outcomes.put(Layout.TWO_SHARDS, outcome(900, 2.1, 0, 0));
        outcomes.put(Layout.TWO_INSTANCES, outcome(1530, 2.2, 2100, 2000));
        outcomes.put(Layout.FOUR_SHARDS, outcome(800, 2.6, 0, 0));
        outcomes.put(Layout.FOUR_SHARDS_TWO_INSTANCES, outcome(1500, 2.7, 6100, 5900));

        // When
        String table = ShardsTable.of(outcomes);

        // Then: 1,530 / 900, 2.6 / 2
        assertThat(table.lines())
                .contains("| 2, 2 | 1,530 / 1,530 / 1,530 | 2.20 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |")
                .endsWith(
                        "| documents/s of two shards, two instances ÷ one | 1.70 | >= 1.6, met |",
                        "| processor time of one instance, four shards ÷ one | 1.30 | <= 1.25, MISSED |",
                        "| rounds and refined parts of four shards on two instances, kB a document, first half | 6.10 | <= 6, MISSED |",
                        "| the same, second half | 5.90 | <= 6, met |");
    }

    private static Outcome outcome(double rate, double processorMs, double first, double last) {
        Map<String, double[]> figures = new HashMap<>(Map.of(
                "rate", new double[] {rate},
                "processorMs", new double[] {processorMs},
                "shardsAtFirst", new double[] {first},
                "shardsAtLast", new double[] {last}));
        List<String> topics =
                List.of("bags", "journal", "snapshots", "frequencies", "recent", "rounds", "refinedParts");
        for (int i = 0; i < topics.size(); i++) {
            figures.put(topics.get(i), new double[] {i + 1});
        }
        return new Outcome(Map.of(), figures);
    }
}
