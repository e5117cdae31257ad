package io.wordtide.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.streams.config.ModelsSettings;
import io.wordtide.streams.config.ModelsSettings.Beyond;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.topics.TopicDifference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The findings of the checks that make one decision each. */
class DecisionsTest {

    @Nested
    class Models {

        @Test
        void shouldCountModelsWhoseSettingsFit() {
            assertThat(ModelCheck.judge(new TreeMap<>())).containsExactly(Finding.ok("models", "none yet"));
            assertThat(ModelCheck.judge(new TreeMap<>(Map.of("a", "", "b", ""))))
                    .containsExactly(Finding.ok("models", "2 stored, settings fit"));
        }

        @Test
        void shouldNameEachModelWhoseSettingsDiffer() {
            assertThat(ModelCheck.judge(new TreeMap<>(Map.of("a", "x=1 (found 2)", "b", "", "c", "y=3 (found 4)"))))
                    .containsExactly(
                            Finding.problem(
                                    "models",
                                    "model a was started with x=1 (found 2); restore those settings, or start over"
                                            + " under another wordtide.application.id"),
                            Finding.problem(
                                    "models",
                                    "model c was started with y=3 (found 4); restore those settings, or start over"
                                            + " under another wordtide.application.id"));
        }
    }

    @Nested
    class Schemas {

        @Test
        void shouldLeaveMissingSchemasToTheApplicationWhereItRegistersThem() {
            assertThat(SchemaCheck.summary(5, List.of("a", "b"), true))
                    .isEqualTo(Finding.ok("schemas", "5 registered, 2 to be registered"));
            assertThat(SchemaCheck.summary(7, List.of(), false))
                    .isEqualTo(Finding.ok("schemas", "7 registered, 0 to be registered"));
        }

        @Test
        void shouldReportMissingSchemasWhereItDoesNot() {
            assertThat(SchemaCheck.summary(5, List.of("a", "b"), false))
                    .isEqualTo(Finding.problem(
                            "schemas",
                            "5 registered, 2 to be registered, and auto.register.schemas is false: register those of"
                                    + " a, b with wordtide schemas register"));
        }
    }

    @Nested
    class TimeLimits {

        private final StepTiming timing = new StepTiming(Duration.ofMillis(200), 30_000_000, 0);

        @Test
        void shouldFitUpToTheBrokersLimit() {
            assertThat(StepCheck.judge(timing, 900_000, 900_000))
                    .isEqualTo(Finding.ok(
                            "time limits",
                            "a learning step takes 200 ms here, a snapshot 30.0 MB; transaction.timeout.ms is 900000,"
                                    + " brokers allow 900000"));
        }

        @Test
        void shouldReportThatTheApplicationCannotStartBeyondIt() {
            assertThat(StepCheck.judge(timing, 900_001, 900_000))
                    .isEqualTo(Finding.problem(
                            "time limits",
                            "a learning step takes 200 ms here, a snapshot 30.0 MB; transaction.timeout.ms is 900001,"
                                    + " brokers allow 900000: the application cannot start; raise"
                                    + " transaction.max.timeout.ms of the brokers, or lower"
                                    + " wordtide.snapshot.interval, wordtide.mini-batch.size or the refinement's"
                                    + " steps"));
        }
    }

    @Nested
    class MemoryAndDisk {

        private final StepTiming timing = new StepTiming(Duration.ofMillis(200), 8_000_000, 30_000_000);
        private final ModelsSettings models = new ModelsSettings(300_000_000, 20_000, Beyond.DEFAULT_MODEL);

        @Test
        void shouldSayHowManyModelsAreAwakeAtOnceAndWhatAnInstanceTakes() {
            // 1200 + 100 + 300 MB
            assertThat(StepCheck.judgeMemory(timing, models, 1_200_000_000, 100_000_000))
                    .isEqualTo(Finding.ok(
                            "memory",
                            "a model whose vocabulary is full takes 30.0 MB while it is awake; wordtide.models.memory"
                                    + " is 300 MB of a heap of 1200 MB, so that 10 of them are awake at once; an instance"
                                    + " takes at most 1600 MB: heap, 100 MB for wordtide.rocksdb.memory and some 300 MB"
                                    + " for code, libraries and buffers"));
        }

        @Test
        void shouldReportThatModelsLeaveTooLittleOfTheHeap() {
            // 30 + 300 MB are more than 0.7 of 470 MB
            assertThat(StepCheck.judgeMemory(timing, models, 470_000_000, 0).ok())
                    .isFalse();
            assertThat(StepCheck.judgeMemory(timing, models, 472_000_000, 0).ok())
                    .isTrue();
        }

        @Test
        void shouldSayHowManyModelsFitOnTheDisk() {
            // 3 snapshots of 8 MB each: 24 MB
            assertThat(StepCheck.judgeDisk(timing, models, 3, 24_000_000_000L))
                    .isEqualTo(Finding.ok(
                            "disk",
                            "a model whose vocabulary is full takes 24.0 MB (3 snapshots); 24000 MB are free, enough"
                                    + " for 1,000 of the 20,000 models that wordtide.models.maximum allows for each"
                                    + " partition"));
        }
    }

    @Nested
    class PublicTopics {

        @Test
        void shouldFindNoProblemWhenAllExistAsExpected() {
            assertThat(TopicCheck.judgePublic(new TreeSet<>(), Optional.of(List.of())))
                    .containsExactly(Finding.ok("topics", "all public topics exist, as expected"));
        }

        @Test
        void shouldNameMissingTopicsAndWhatCannotStay() {
            assertThat(TopicCheck.judgePublic(
                            new TreeSet<>(List.of("b", "a")),
                            Optional.of(List.of(
                                    new TopicDifference("c", "partitions", "2", "1"),
                                    new TopicDifference("d", "cleanup.policy", "compact", "delete")))))
                    .containsExactly(
                            Finding.problem("topics", "missing: a, b; create them with wordtide topics create"),
                            Finding.problem(
                                    "topics",
                                    "d: cleanup.policy is delete, expected compact; kafka-configs.sh --alter"
                                            + " --entity-type topics --entity-name d --add-config"
                                            + " cleanup.policy=compact"));
        }
    }

    @Nested
    class Partitions {

        private final TopicDifference ofDocuments = new TopicDifference("app.documents", "partitions", "1", "12");

        @Test
        void shouldOnlyMentionPublicTopicsWithOtherPartitions() {
            assertThat(TopicCheck.judgePublic(new TreeSet<>(), Optional.of(List.of(ofDocuments))))
                    .containsExactly(Finding.ok(
                            "topics",
                            "all public topics exist, as expected; other partitions than wordtide.topics.partitions:"
                                    + " app.documents (12)"));
        }

        @Test
        void shouldAdviseOnceWhenInternalTopicsHaveOtherPartitions() {
            assertThat(TopicCheck.judgeInternal(
                            5,
                            3,
                            Optional.of(List.of(
                                    new TopicDifference("app-bags-repartition", "partitions", "1", "2"),
                                    new TopicDifference("app-bag-journal-changelog", "partitions", "1", "2")))))
                    .containsExactly(Finding.problem(
                            "internal topics",
                            "app-bags-repartition: partitions is 2, expected 1; set wordtide.topics.partitions=2, or"
                                    + " start over under another wordtide.application.id"));
        }
    }

    @Nested
    class InternalTopics {

        @Test
        void shouldCountThoseThatExist() {
            assertThat(TopicCheck.judgeInternal(5, 5, Optional.of(List.of())))
                    .containsExactly(Finding.ok("internal topics", "none yet; the application creates them"));
            assertThat(TopicCheck.judgeInternal(5, 1, Optional.of(List.of())))
                    .containsExactly(Finding.ok("internal topics", "4 of 5 exist, as expected"));
        }

        @Test
        void shouldReportDifferencesInPlaceOfTheCount() {
            assertThat(TopicCheck.judgeInternal(
                            5, 0, Optional.of(List.of(new TopicDifference("c", "segment.bytes", "1", "2")))))
                    .containsExactly(Finding.problem(
                            "internal topics",
                            "c: segment.bytes is 2, expected 1; kafka-configs.sh --alter --entity-type topics"
                                    + " --entity-name c --add-config segment.bytes=1"));
        }
    }
}
