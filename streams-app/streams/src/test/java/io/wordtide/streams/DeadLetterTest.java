package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.testing.TinyCorpus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // the driver is made before each test
class DeadLetterTest {

    @TempDir
    Path stateDirectory;

    private LearnerDriver driver;

    @BeforeEach
    void start() {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.document.max.characters", "100");
        driver = new LearnerDriver(stateDirectory, "dead-letters", settings);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldCarryOriginKeyAndBytesOn() {
        // Given
        driver.send(TinyCorpus.documents(0, 1));
        byte[] bytes = {'{', '"', 'i', 'd', '"', ':', '1', '}'};

        // When
        driver.sendBytes("some key", bytes);

        // Then
        TestRecord<String, DeadLetter> record = only(driver.deadLetters());
        DeadLetter letter = record.value();
        assertThat(record.key()).isEqualTo("some key");
        assertThat(letter.getOrigin()).isEqualTo("wordtide.documents-0@1");
        assertThat(letter.getValue()).contains(ByteBuffer.wrap(bytes));
        assertThat(letter.getValueSize()).isEqualTo(8);
        assertThat(letter.getFailedAt()).isEqualTo(LearnerDriver.START);
    }

    @Test
    void shouldRefuseBytesThatAreNotInWireFormat() {
        assertRefused(new byte[] {'{', '}', ' ', ' ', ' '}, DeadLetterReason.UNDECODABLE, "the first of them 123");
        assertRefused(new byte[] {0, 0}, DeadLetterReason.UNDECODABLE, "found 2 bytes");
        assertRefused(new byte[0], DeadLetterReason.UNDECODABLE, "found 0 bytes");
    }

    @Test
    void shouldRefuseBytesThatEndTooSoonOrTooLate() {
        byte[] whole = driver.encode(TinyCorpus.document(0));
        assertRefused(
                Arrays.copyOf(whole, whole.length - 8), DeadLetterReason.UNDECODABLE, "expected a document of schema");
        assertRefused(
                Arrays.copyOf(whole, whole.length + 1), DeadLetterReason.UNDECODABLE, "found further bytes after it");
    }

    @Test
    void shouldRefuseRecordThatIsNoDocument() {
        assertRefused(
                driver.encodeDeadLetter(),
                DeadLetterReason.UNDECODABLE,
                "expected a field text of type string, found the fields origin, reason");
    }

    @Test
    void shouldRefuseDocumentWithoutText() {
        assertRefused(driver.encode(TinyCorpus.document("d", " \n")), DeadLetterReason.EMPTY, "expected a text");
    }

    @Test
    void shouldRefuseDocumentThatAnalyzerLeavesNothingOf() {
        assertRefused(
                driver.encode(TinyCorpus.document("d", "the and 42 x")),
                DeadLetterReason.EMPTY,
                "found none in 12 characters with the analyzer simple");
    }

    @Test
    void shouldRefuseTextThatIsTooLongWithItsTitle() {
        // Given a title of 60 characters, a line break, and a text of 40
        Document document = Document.newBuilder(TinyCorpus.document("d", "oil ".repeat(10)))
                .setTitle("tank".repeat(15))
                .build();

        // When, Then
        assertRefused(
                driver.encode(document),
                DeadLetterReason.TOO_LONG,
                "expected at most 100 characters (wordtide.document.max.characters), found 101");
    }

    @Test
    void shouldLearnOnAfterDeadLetters() {
        // When
        driver.send(TinyCorpus.documents(0, 2));
        driver.sendBytes("bad", new byte[] {7});
        driver.send(TinyCorpus.documents(2, 4));

        // Then
        assertThat(driver.reports()).hasSize(1);
        assertThat(driver.documentEmbeddings()).hasSize(4);
    }

    private void assertRefused(byte[] value, DeadLetterReason reason, String cause) {
        driver.sendBytes("key", value);
        DeadLetter letter = only(driver.deadLetters()).value();
        assertThat(letter.getReason()).isEqualTo(reason);
        assertThat(letter.getCause()).contains(cause).doesNotContain("oil").doesNotContain("tank");
    }

    private static <T> T only(List<T> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
