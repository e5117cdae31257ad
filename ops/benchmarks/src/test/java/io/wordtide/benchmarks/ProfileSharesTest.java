package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileSharesTest {

    @Test
    void shouldTellActivitiesApartByThreadAndStack() {
        assertThat(Activity.of("[C2 CompilerThre tid=7];start_thread")).isEqualTo(Activity.COMPILING);
        assertThat(Activity.of("[GC Thread#0 tid=7];start_thread")).isEqualTo(Activity.COLLECTING);
        assertThat(Activity.of("[main tid=7];io/wordtide/cli/Main.main;io/wordtide/learn/OnlineLearner.learn"))
                .isEqualTo(Activity.STARTING);
        assertThat(Activity.of("[wordtide-worker tid=7];java/lang/Thread.run")).isEqualTo(Activity.LEARNING_IN_WORKERS);
        assertThat(Activity.of(
                        "[a-StreamThread-1 tid=7];io/wordtide/learn/OnlineLearner.learn;io/wordtide/text/TfIdf.of"))
                .isEqualTo(Activity.LEARNING);
        assertThat(Activity.of("[a-StreamThread-2 tid=7];io/wordtide/text/DocumentAnalyzer.analyze"))
                .isEqualTo(Activity.ANALYZING);
        assertThat(Activity.of("[a-StreamThread-1 tid=7];io/wordtide/streams/store/BagJournal.append"))
                .isEqualTo(Activity.STORING);
        assertThat(Activity.of("[a-StreamThread-1 tid=7];org/apache/kafka/clients/consumer/KafkaConsumer.poll"))
                .isEqualTo(Activity.STREAMING);
        assertThat(Activity.of("[feeder tid=7];io/wordtide/ingest/Ingester.ingest"))
                .isEqualTo(Activity.FEEDING);
        assertThat(Activity.of("[kafka-producer-network-thread | a-StreamThread-1-producer tid=7];org/apache/kafka/X"))
                .isEqualTo(Activity.SERVING);
        assertThat(Activity.of("[data-plane-kafka-request-handler-0 tid=7];kafka/server/KafkaApis.handle"))
                .isEqualTo(Activity.BROKERING);
        assertThat(Activity.of("[tid=7]")).isEqualTo(Activity.OTHER);
    }

    @Test
    void shouldShareTheProcessorTimeOfAllJvmsBySamples() {
        // Given: six samples of the application, two of the registry
        ProfileShares shares = new ProfileShares();
        shares.add(List.of("[main tid=1];io/wordtide/learn/OnlineLearner.learn 2", "[C1 CompilerThre tid=2];start_thread 4"));
        shares.add(List.of("[main tid=1];io/wordtide/cli/Main.main 2"));

        // When: 16 s for 1,000 documents
        List<String> lines = shares.table(16, 1_000).lines().toList();

        // Then
        assertThat(lines.get(2)).isEqualTo("| compiling (JIT) | 50.0 % | 8.00 | 8.00 |");
        assertThat(lines).contains("| registry (its own process) | 25.0 % | 4.00 | 4.00 |");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("| all | 100 % | 16.0 | 16.0 |");
    }
}
