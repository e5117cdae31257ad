package io.wordtide.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a record without a value on the topic of documents to a certificate. */
@SuppressWarnings("NullAway.Init") // the driver is made before each test
class ForgottenDocumentsTest {

    @TempDir
    Path stateDirectory;

    private LearnerDriver driver;

    @BeforeEach
    void start() {
        driver = new LearnerDriver(stateDirectory, "forgotten-documents", TinyCorpus.SETTINGS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldForgetTheDocumentThatIsTheKeyOfARecordWithoutAValue() {
        // Given
        driver.send(TinyCorpus.documents(0, 10));
        driver.documentEmbeddings();

        // When
        sendWithoutValue("d3");
        driver.advance(Duration.ofSeconds(3));

        // Then
        assertThat(driver.forgottenDocuments()).singleElement().satisfies(certified -> {
            assertThat(certified.key()).isEqualTo("d3");
            ForgottenDocument certificate = certified.value();
            assertThat(certificate.getModel()).isEqualTo("default");
            assertThat(certificate.getLearnedAgainCount())
                    .isEqualTo(4); // five wait then, one mini-batch and one document
        });
        assertThat(driver.documentEmbeddings())
                .filteredOn(embedding -> embedding.key().equals("d3"))
                .isNotEmpty()
                .allSatisfy(embedding -> assertThat(embedding.value()).isNull());
        assertThat(driver.metric("forget-requests-total")).isEqualTo(1);
        assertThat(driver.metric("documents-forgotten-total")).isEqualTo(1);
        assertThat(driver.metric("documents-to-forget-missing-total")).isZero();
    }

    @Test
    void shouldDeleteTheEmbeddingOfADocumentThatNoModelHas() {
        // Given
        driver.send(TinyCorpus.documents(0, 4));

        // When
        sendWithoutValue("unknown");
        driver.advance(Duration.ofSeconds(3));

        // Then
        assertThat(driver.documentEmbeddings())
                .filteredOn(embedding -> embedding.key().equals("unknown"))
                .singleElement()
                .satisfies(embedding -> assertThat(embedding.value()).isNull());
        assertThat(driver.forgottenDocuments()).isEmpty();
        assertThat(driver.metric("documents-to-forget-missing-total")).isEqualTo(1);
    }

    @Test
    void shouldKeepItsCountsInBalance() {
        // Given
        driver.send(TinyCorpus.documents(0, 11));
        driver.advance(Duration.ofSeconds(3));

        // When
        sendWithoutValue("d0");
        sendWithoutValue("d10");
        driver.advance(Duration.ofSeconds(3));

        // Then
        assertThat(driver.metric("documents-received-total"))
                .isEqualTo(driver.metric("documents-routed-total") + driver.metric("forget-requests-total"));
        assertThat(driver.metric("documents-arrived-total") + driver.metric("documents-waiting-again"))
                .isEqualTo(driver.metric("documents-embedded-total")
                        + driver.metric("documents-skipped-total")
                        + driver.metric("documents-waiting"));
    }

    @Test
    void shouldRefuseARecordWithNeitherKeyNorValue() {
        // When
        sendWithoutValue(null);

        // Then
        assertThat(driver.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value().getReason()).isEqualTo(DeadLetterReason.EMPTY);
            assertThat(letter.value().getCause()).contains("found none in the value and no key either");
        });
    }

    @Test
    void shouldRefuseARecordWithABlankKeyAndNoValue() {
        // When
        sendWithoutValue(" ");

        // Then
        assertThat(driver.deadLetters())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.value().getCause()).startsWith("expected a document id, found a blank one"));
    }

    private void sendWithoutValue(@Nullable String key) {
        byte @Nullable [] bytes = key == null ? null : key.getBytes(UTF_8);
        driver.sendRecord(new TestRecord<>(bytes, null));
    }
}
