package io.wordtide.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several models on two instances: Kafka Streams distributes them, and nothing is lost or learned twice. */
class SeveralModelsIT {

    /** Two models in each of the four partitions: each instance has models however the partitions are assigned. */
    private static final List<String> SOURCES = List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");

    private static final int DOCUMENTS_PER_SOURCE = 25;

    @TempDir
    Path folder;

    @Test
    void shouldLearnEachDocumentOnceWhenTwoInstancesShareTheModels() {
        // Given
        ClusterApplication application = application("several-models");
        try (LearnerApp first = application.start(folder.resolve("first"));
                LearnerApp second = application.start(folder.resolve("second"))) {
            awaitShared(first, second);

            // When: six full mini-batches of four for each source, and one document that lingers
            application.send(documents(0, DOCUMENTS_PER_SOURCE));
            application.sendBytes("bad", new byte[] {0, 0x7F, -1, -1, -1, 1});

            // Then
            int documentCount = SOURCES.size() * DOCUMENTS_PER_SOURCE;
            assertThat(application.read(application.topics().documentEmbeddings(), documentCount))
                    .extracting(record -> record.value().getDocumentId())
                    .doesNotHaveDuplicates()
                    .hasSize(documentCount);
            assertVersionsWithoutGap(application, documentCount);
            assertThat(ClusterApplication.metric(first, "documents-embedded-total"))
                    .isPositive();
            assertThat(ClusterApplication.metric(second, "documents-embedded-total"))
                    .isPositive();
            assertThat(application.read(application.topics().deadLetters(), 1))
                    .extracting(record -> record.value().getReason())
                    .containsExactly(DeadLetterReason.UNDECODABLE);
        }
    }

    @Test
    void shouldTakeModelsOverWhenAnInstanceLeaves() {
        // Given
        ClusterApplication application = application("taken-over");
        try (LearnerApp first = application.start(folder.resolve("first"))) {
            int half;
            try (LearnerApp second = application.start(folder.resolve("second"))) {
                awaitShared(first, second);
                application.send(documents(0, 10));
                half = SOURCES.size() * 10;
                application.read(application.topics().documentEmbeddings(), half);
            }

            // When
            application.send(documents(10, 20));

            // Then
            List<ConsumerRecord<String, DocumentEmbedding>> embeddings =
                    application.read(application.topics().documentEmbeddings(), 2 * half);
            assertThat(embeddings)
                    .extracting(record -> record.value().getDocumentId())
                    .doesNotHaveDuplicates()
                    .hasSize(2 * half);
            assertVersionsWithoutGap(application, 2 * half);
        }
    }

    private static void assertVersionsWithoutGap(ClusterApplication application, int documentCount) {
        List<LearningReport> reports = new ArrayList<>();
        await().until(() -> {
            reports.clear();
            application
                    .read(application.topics().learningReports(), SOURCES.size())
                    .forEach(record -> reports.add(record.value()));
            return reports.stream().mapToInt(LearningReport::getDocumentCount).sum() == documentCount;
        });
        Map<String, List<Long>> versionsByModel = reports.stream()
                .collect(Collectors.groupingBy(
                        LearningReport::getModel,
                        Collectors.mapping(LearningReport::getModelVersion, Collectors.toList())));
        assertThat(versionsByModel).containsOnlyKeys(SOURCES);
        assertThat(versionsByModel.values())
                .allSatisfy(versions -> assertThat(versions)
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, versions.size())
                                .boxed()
                                .toList()));
    }

    /** Each instance has a learning task once it counts waiting documents. */
    private static void awaitShared(LearnerApp first, LearnerApp second) {
        await().until(() -> hasLearningTask(first) && hasLearningTask(second));
    }

    private static boolean hasLearningTask(LearnerApp app) {
        return app.metrics().keySet().stream()
                .anyMatch(metric -> metric.name().equals("documents-waiting")
                        && metric.tags().values().stream().anyMatch(value -> value.startsWith("1_")));
    }

    private static ClusterApplication application(String applicationId) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.model.route", "source");
        settings.put("wordtide.topics.partitions", "4");
        settings.put("num.stream.threads", "1");
        return new ClusterApplication(applicationId, settings);
    }

    private static List<Document> documents(int from, int to) {
        List<Document> documents = new ArrayList<>();
        for (int n = from; n < to; n++) {
            for (String source : SOURCES) {
                documents.add(Document.newBuilder(TinyCorpus.document(n))
                        .setId(source + "-" + n)
                        .setSource(source)
                        .build());
            }
        }
        return documents;
    }
}
