package io.wordtide.cli;

import static io.wordtide.cli.ForgetCommands.forget;
import static io.wordtide.cli.ForgetCommands.requestCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.schema.Document;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.processor.RestoredModel;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A document that is older than the journal: a second application learns the topic anew and forgets it, while the first one
 * goes on. Four documents make a mini-batch, and three mini-batches a snapshot, of which the first application keeps one.
 */
class ForgetOlderDocumentIT {

    private static final String FIRST = "forget-older-it";
    private static final String SECOND = "forget-older-it-2";
    private static final int DOCUMENTS = 60;

    /** Full mini-batches without the document; three documents wait. */
    private static final int FULL_WITHOUT = 56;

    @TempDir
    private Path folder;

    @Test
    void shouldForgetItInAnApplicationThatLearnsTheTopicAnew() throws Exception {
        ClusterApplication first = new ClusterApplication(FIRST, settings(Map.of("wordtide.snapshot.keep", "1")));
        try (LearnerApp app = first.start(folder.resolve("first"))) {
            // Given
            first.send(TinyCorpus.documents(0, DOCUMENTS));
            first.read(first.topics().documentEmbeddings(), DOCUMENTS);
            String learned = fingerprint(first);

            // When, Then: it is said where the topic has it, and what to do
            Console alone = forget(first, "d5", "unknown");
            assertThat(alone.exitCode()).isEqualTo(1);
            assertThat(alone.err())
                    .contains(
                            "d5: cannot be forgotten, since no journal has it; forget-older-it.documents has it"
                                    + " (forget-older-it.documents-0@5, ",
                            "unknown: cannot be forgotten, since no journal has it; forget-older-it.documents does not have it"
                                    + " either: perhaps it was never sent, or has another id",
                            "add --learn-anew NEW_ID, the wordtide.application.id of the second one",
                            "nothing can be forgotten");

            // When, Then: nothing is sent for an id that nobody knows, in a dry run, or to an application that has run
            assertThat(forget(first, "d5", "unknown", "--learn-anew", SECOND).exitCode())
                    .isEqualTo(1);
            assertThat(forget(first, "d5", "--learn-anew", SECOND, "--dry-run").exitCode())
                    .isZero();
            assertThat(forget(first, "d5", "--learn-anew", FIRST).err())
                    .contains("expected --learn-anew with the id of an application that has never run, found "
                            + "forget-older-it, which has");
            assertThat(requestCount(first)).isZero();

            // When
            Console asked = forget(first, "d5", "--learn-anew", SECOND);

            // Then
            assertThat(asked.exitCode()).as(asked.out() + asked.err()).isZero();
            assertThat(asked.out())
                    .contains("d5: in no journal; forget-older-it.documents has it (", "anew (documents: 60)")
                    .endsWith("asked to forget 1 documents; the second application forgets them when it comes to the"
                            + " requests%n".formatted());
            assertThat(requestCount(first)).isEqualTo(1);
            assertThatTheSecondForgetsIt(first, linesIn(asked.out()));

            // Then: the first one has done nothing but to delete the embedding
            await().until(() -> ClusterApplication.metric(app, "documents-to-forget-missing-total") == 1);
            assertThat(fingerprint(first)).isEqualTo(learned);
            assertThat(first.committed(first.topics().forgottenDocuments())).isEmpty();
            assertThat(first.committed(first.topics().documentEmbeddings()))
                    .hasSize(DOCUMENTS + 1)
                    .last()
                    .matches(record -> record.value() == null && record.key().equals("d5"));
            assertThat(app.failure()).isEmpty();
        }
    }

    private void assertThatTheSecondForgetsIt(ClusterApplication first, Map<String, String> lines) throws Exception {
        Map<String, String> settings = new HashMap<>(first.settings());
        settings.putAll(lines);
        ClusterApplication second = new ClusterApplication(SECOND, settings);
        assertThat(second.topics().documents().name())
                .isEqualTo(first.topics().documents().name());
        assertThat(forget(second, "d5").err())
                .contains("d5: cannot be forgotten yet, since the application has not read");
        try (LearnerApp app = second.start(folder.resolve("second"))) {
            ForgottenDocument certificate =
                    second.read(second.topics().forgottenDocuments(), 1).get(0).value();
            assertThat(certificate.getDocumentId()).isEqualTo("d5");
            assertThat(certificate.getStateSha256()).isEqualTo(fingerprintOfOneThatNeverHadIt());
            Console certified = forget(second, "d5");
            assertThat(certified.exitCode()).as(certified.err()).isZero();
            assertThat(certified.out())
                    .isEqualTo(
                            "d5: forgotten by model default (records: 1), now at version 14, learned again from version 0; SHA-256 of its state %s%n"
                                    .formatted(certificate.getStateSha256()));
            assertThat(app.failure()).isEmpty();
        }
    }

    private String fingerprintOfOneThatNeverHadIt() throws Exception {
        ClusterApplication third = new ClusterApplication(FIRST + "-never", settings(Map.of()));
        List<Document> without = TinyCorpus.documents(0, DOCUMENTS).stream()
                .filter(document -> !document.getId().equals("d5"))
                .limit(FULL_WITHOUT)
                .toList();
        try (LearnerApp app = third.start(folder.resolve("third"))) {
            third.send(without);
            third.read(third.topics().documentEmbeddings(), FULL_WITHOUT);
            assertThat(app.failure()).isEmpty();
        }
        return fingerprint(third);
    }

    /** Only full mini-batches are learned, however slow the machine. */
    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.linger.ms", "600000");
        settings.putAll(more);
        return settings;
    }

    private static String fingerprint(ClusterApplication application) {
        String modelId = application.config().defaultModelId();
        return StateFingerprint.of(RestoredModel.of(
                        modelId,
                        application.config(),
                        ChangelogStores.read(application.config()).of(modelId))
                .learner());
    }

    private static Map<String, String> linesIn(String output) {
        return output.lines()
                .filter(line -> line.startsWith("  wordtide."))
                .map(line -> line.strip().split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }
}
