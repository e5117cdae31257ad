package io.wordtide.cli;

import static io.wordtide.cli.ForgetCommands.forget;
import static io.wordtide.cli.ForgetCommands.requestCount;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, from ids to certificates. Four documents make a mini-batch, and three mini-batches a snapshot. */
class ForgetCommandIT {

    private static final String APPLICATION_ID = "forget-command-it";
    private static final int DOCUMENTS = 60;

    /** So many that the beginning is kept. */
    private static final Map<String, String> KEEP = Map.of("wordtide.snapshot.keep", "4");

    @TempDir
    private Path folder;

    @Test
    void shouldForgetDocumentsAndPrintTheirCertificates() throws Exception {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.putAll(KEEP);
        ClusterApplication application = new ClusterApplication(APPLICATION_ID, settings);
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            // Given
            application.send(TinyCorpus.documents(0, DOCUMENTS));
            application.read(application.topics().documentEmbeddings(), DOCUMENTS);

            // When, Then: a document that no model has
            Console unknown = forget(application, "d42", "unknown");
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err())
                    .contains(
                            "unknown: cannot be forgotten, since no journal has it; forget-command-it.documents does not have"
                                    + " it either: perhaps it was never sent, or has another id",
                            "  forget-command-it.documents begins at forget-command-it.documents-0@0, ",
                            "model default reaches back to its beginning (documents: 60): this model has not learned them",
                            "nothing is forgotten; to forget the others nevertheless, add --skip-missing");
            assertThat(forget(application, "unknown", "--skip-missing").exitCode())
                    .isEqualTo(1);
            assertThat(requestCount(application)).isZero();

            // When, Then: a dry run
            Console rehearsal =
                    forget(application, "d42", "--ids-from", file("d5", "", "unknown"), "--skip-missing", "--dry-run");
            assertThat(rehearsal.exitCode()).as(rehearsal.err()).isZero();
            assertThat(rehearsal.out().lines())
                    .startsWith(
                            "d42: in the journal of model default",
                            "d5: in the journal of model default",
                            "model default goes back to its beginning and learns again what it has learned since"
                                    + " (documents: 60), without these 2")
                    .anyMatch(line -> line.startsWith("what stays: the records in " + APPLICATION_ID + ".documents, ")
                            && line.contains("cleanup.policy=delete, retention.ms="));
            assertThat(requestCount(application)).isZero();

            // When
            Console done = forget(application, "d42", "d5");

            // Then
            assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
            List<ForgottenDocument> certificates = certificates(application, 2);
            assertThat(certificates)
                    .extracting(ForgottenDocument::getDocumentId)
                    .containsExactlyInAnyOrder("d5", "d42");
            for (ForgottenDocument certificate : certificates) {
                assertThat(done.out())
                        .contains(
                                "%s: forgotten by model default (records: 1), now at version %d, learned again from version 0; SHA-256 of its state %s%n"
                                        .formatted(
                                                certificate.getDocumentId(),
                                                certificate.getModelVersion(),
                                                certificate.getStateSha256()));
            }
            assertThat(done.out() + done.err() + unknown.err() + rehearsal.out())
                    .doesNotContainIgnoringCase("oil")
                    .doesNotContainIgnoringCase("wheat");
            assertThat(application.committed(application.topics().documentEmbeddings()))
                    .filteredOn(record -> record.value() == null)
                    .extracting(ConsumerRecord::key)
                    .contains("d5", "d42");
            assertThat(requestCount(application)).isEqualTo(2);

            // When, Then: again
            Console again = forget(application, "d5");
            assertThat(again.exitCode()).isZero();
            assertThat(again.out())
                    .as("the certificate is there already")
                    .startsWith("d5: forgotten by model default (records: 1), now at version ")
                    .doesNotContain("asked to forget");
            assertThat(requestCount(application)).isEqualTo(2);
            assertThat(app.failure()).isEmpty();
        }

        // When: nobody answers
        Console stopped = forget(application, "d7");

        // Then: at the next start
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(stopped.out())
                .endsWith(
                        "asked to forget 1 documents; the application %s does not run, and forgets them when it runs next%n"
                                .formatted(APPLICATION_ID));
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            assertThat(certificates(application, 3))
                    .extracting(ForgottenDocument::getDocumentId)
                    .contains("d7");

            // When, Then: no time to wait
            assertThat(forget(application, "d8", "--wait", "0").out()).endsWith(".forgotten.documents%n".formatted());
            assertThat(certificates(application, 4))
                    .extracting(ForgottenDocument::getDocumentId)
                    .contains("d8");
            assertThat(app.failure()).isEmpty();
        }
    }

    private String file(String... lines) throws Exception {
        return Files.write(folder.resolve("ids.txt"), List.of(lines)).toString();
    }

    private static List<ForgottenDocument> certificates(ClusterApplication application, int count) {
        return application.read(application.topics().forgottenDocuments(), count).stream()
                .map(ConsumerRecord::value)
                .toList();
    }
}
