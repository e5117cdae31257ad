package io.wordtide.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.testing.TinyCorpus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that would fail the task, or whose results no topic would accept. */
class PoisonDocumentTest {

    private static final String LONG_NAME = "n".repeat(1_001);

    @TempDir
    Path stateDirectory;

    private @Nullable LearnerDriver opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void shouldPassItsOwnTimeOnWhenADocumentIsDatedInTheFarFuture(TestInfo test) {
        // Given
        LearnerDriver driver = driver(test, Map.of());
        Instant future = Instant.parse("2999-01-01T00:00:00Z");

        // When
        for (Document document : TinyCorpus.documents(0, 4)) {
            driver.sendRecord(new TestRecord<>(null, driver.encode(document), future));
        }
        driver.sendRecord(new TestRecord<>(null, new byte[] {7}, future));

        // Then
        Instant soon = Instant.now().plus(Duration.ofMinutes(1));
        assertThat(driver.documentEmbeddings())
                .hasSize(4)
                .allSatisfy(embedding -> assertThat(embedding.getRecordTime()).isBefore(soon));
        assertThat(only(driver.deadLetters()).getRecordTime()).isBefore(soon);
    }

    @Test
    void shouldRefuseNamesThatAreTooLong(TestInfo test) {
        LearnerDriver driver = driver(test, Map.of("wordtide.model.route", "source"));

        assertRefused(
                driver, TinyCorpus.document(LONG_NAME, "oil"), DeadLetterReason.TOO_LONG, "an id of at most 1000");
        assertRefused(driver, fromSource(LONG_NAME), DeadLetterReason.TOO_LONG, "a source of at most 1000");
        assertRefused(
                driver,
                Document.newBuilder(fromSource("desk")).setLanguage(LONG_NAME).build(),
                DeadLetterReason.TOO_LONG,
                "a language of at most 1000 characters, found 1001");
    }

    @Test
    void shouldRefuseTermThatIsTooLongToBeAKey(TestInfo test) {
        LearnerDriver driver = driver(test, Map.of());
        assertRefused(
                driver,
                TinyCorpus.document("d", "oil " + LONG_NAME),
                DeadLetterReason.TOO_LONG,
                "a term of at most 1000");
    }

    @Test
    void shouldLearnNamesAndTermsThatAreJustShortEnough(TestInfo test) {
        // Given
        LearnerDriver driver = driver(test, Map.of("wordtide.model.route", "source"));
        String longest = "n".repeat(1_000);

        // When
        driver.send(IntStream.range(0, 4)
                .mapToObj(n -> Document.newBuilder(TinyCorpus.document(n + longest.substring(1), longest))
                        .setSource(longest)
                        .build())
                .toList());

        // Then
        assertThat(driver.documentEmbeddings()).hasSize(4);
        assertThat(driver.reports()).extracting(TestRecord::key).containsExactly(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "new\nline", "\u001b[2Jscreen", "c1\u009b"})
    void shouldRefuseSourcesAndLanguagesWithControlCharactersAndNotQuoteThem(String name, TestInfo test) {
        LearnerDriver driver = driver(test, Map.of());

        assertRefused(
                driver, fromSource(name), DeadLetterReason.UNDECODABLE, "expected a source without control characters");
        assertRefused(
                driver,
                Document.newBuilder(fromSource("desk")).setLanguage(name).build(),
                DeadLetterReason.UNDECODABLE,
                "expected a language without control characters, found U+00");
    }

    @Test
    void shouldLearnDocumentsWhoseIdsJoinTheirPartsWithControlCharacters(TestInfo test) {
        // Given
        LearnerDriver driver = driver(test, Map.of());

        // When
        driver.send(IntStream.range(0, 4)
                .mapToObj(n -> TinyCorpus.document("desk\u001f" + n, "oil tanker"))
                .toList());

        // Then
        assertThat(driver.documentEmbeddings())
                .hasSize(4)
                .extracting(TestRecord::key)
                .contains("desk\u001f3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t"})
    void shouldRefuseBlankIdWhichNobodyCouldFind(String id, TestInfo test) {
        assertRefused(driver(test, Map.of()), TinyCorpus.document(id, "oil"), DeadLetterReason.EMPTY, "a blank one");
    }

    @Test
    void shouldMakeModelsOfOddSourcesAndTheDefaultOneOfBlankOnes(TestInfo test) {
        // Given
        LearnerDriver driver = driver(test, Map.of("wordtide.model.route", "source", "wordtide.mini-batch.size", "1"));
        List<String> odd = List.of("a/b", "\u202eright to left", "\ud83d\udcf0", "..", "a".repeat(999));

        // When
        odd.forEach(source -> driver.send(List.of(fromSource(source))));
        driver.send(List.of(fromSource(""), fromSource(" \t")));

        // Then
        assertThat(driver.reports())
                .extracting(TestRecord::key)
                .startsWith(odd.toArray(String[]::new))
                .endsWith("default", "default")
                .hasSize(odd.size() + 2);
    }

    @Test
    void shouldLearnWithoutRecordKeyAndSetAsideWithoutOne(TestInfo test) {
        // Given
        LearnerDriver driver = driver(test, Map.of("wordtide.mini-batch.size", "1"));

        // When
        driver.sendRecord(new TestRecord<>(null, driver.encode(TinyCorpus.document(0))));
        driver.sendRecord(new TestRecord<>(null, new byte[] {7}));

        // Then
        assertThat(driver.documentEmbeddings()).extracting(TestRecord::key).containsExactly("d0");
        assertThat(only(driver.deadLetters()).key()).isNull();
    }

    @Test
    void shouldKeepHeadersOfADeadLetterAndNoneOfABag(TestInfo test) {
        // Given
        LearnerDriver driver = driver(test, Map.of("wordtide.mini-batch.size", "1"));
        Headers headers = new RecordHeaders().add("trace", new byte[] {1});

        // When
        driver.sendRecord(new TestRecord<>(null, new byte[] {7}, headers));
        driver.sendRecord(new TestRecord<>(null, driver.encode(TinyCorpus.document(0)), headers));

        // Then
        assertThat(only(driver.deadLetters()).headers()).isEqualTo(headers);
        assertThat(only(driver.documentEmbeddings()).headers()).isEmpty();
    }

    @Test
    void shouldCutValueOfDeadLetterThatWouldNotFitBesideItsKey(TestInfo test) {
        // Given: 15 MiB fit on their own, but might not with a key of 1 MB
        LearnerDriver driver = driver(test, Map.of());
        byte[] value = new byte[15 << 20];
        value[0] = 7;

        // When
        driver.sendRecord(new TestRecord<>(new byte[1_000_000], value));

        // Then
        TestRecord<String, DeadLetter> record = only(driver.deadLetters());
        assertThat(record.key()).hasSize(1_000_000);
        assertThat(record.value().getValue().orElseThrow().remaining()).isEqualTo(1 << 20);
        assertThat(record.value().getValueSize()).isEqualTo(15 << 20);
    }

    @Test
    void shouldKeepBeginningOfKeyOnlyWhenItLeavesNoRoom(TestInfo test) {
        // Given: when compressed, either gets past the broker
        LearnerDriver driver = driver(test, Map.of());
        byte[] hugeKey = "k".repeat(20 << 20).getBytes(UTF_8);
        Headers hugeHeaders = new RecordHeaders().add("trace", new byte[20 << 20]);

        // When
        driver.sendRecord(new TestRecord<>(hugeKey, new byte[] {7}));
        driver.sendRecord(new TestRecord<>(new byte[] {'k'}, new byte[] {7}, hugeHeaders));

        // Then
        List<TestRecord<String, DeadLetter>> letters = driver.deadLetters();
        assertThat(letters).extracting(TestRecord::key).containsExactly("k".repeat(3_000), "k");
        assertThat(letters).allSatisfy(record -> {
            assertThat(record.headers()).isEmpty();
            assertThat(record.value().getValue()).isEmpty();
            assertThat(record.value().getValueSize()).isEqualTo(1);
        });
    }

    @Test
    void shouldRefuseBagThatNoTopicTakes(TestInfo test) {
        // Given: 23,000 words of 245 letters of 3 bytes, 16.9 MB in 5.8 million characters
        LearnerDriver driver =
                driver(test, Map.of("wordtide.analyzer", "standard", "wordtide.document.max.characters", "15000000"));
        String letters = "\u10d0".repeat(245);
        String text = IntStream.range(10_000, 33_000).mapToObj(n -> n + letters).collect(joining(" "));

        // When, Then
        assertRefused(driver, TinyCorpus.document("d", text), DeadLetterReason.TOO_LONG, "split the document");
    }

    @Test
    void shouldRefuseNestingThatOverflowsTheStack(TestInfo test) throws Exception {
        // Given: a field that our schema does not have, nested a million times
        LearnerDriver driver = driver(test, Map.of());
        Schema nesting = new Schema.Parser().parse("""
                {"type": "record", "name": "Document", "namespace": "io.wordtide.schema", "fields": [
                  {"name": "next", "type": ["null", {"type": "record", "name": "Next", "fields": [
                    {"name": "next", "type": ["null", "Next"]}]}]},
                  {"name": "id", "type": "string"}, {"name": "text", "type": "string"}]}""");
        int schemaId = registry(test).register("nesting-value", new AvroSchema(nesting));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        byte[] levels = new byte[1_000_000];
        Arrays.fill(levels, (byte) 2);
        bytes.write(levels);
        bytes.write(new byte[] {0, 2, 'd', 6, 'o', 'i', 'l'});

        // When
        driver.sendBytes("d", bytes.toByteArray());

        // Then
        DeadLetter letter = only(driver.deadLetters()).value();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(letter.getCause()).contains("found StackOverflowError");
    }

    @Test
    void shouldRefuseLengthThatNoArrayHas(TestInfo test) {
        // Given: an id of 2^31 bytes, as a number of variable length
        LearnerDriver driver = driver(test, Map.of());
        byte[] bytes = Arrays.copyOf(driver.encode(TinyCorpus.document(0)), 10);
        System.arraycopy(new byte[] {-128, -128, -128, -128, 16}, 0, bytes, 5, 5);

        // When
        driver.sendBytes("d", bytes);

        // Then
        assertThat(only(driver.deadLetters()).value().getCause()).contains("found UnsupportedOperationException");
    }

    private LearnerDriver driver(TestInfo test, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.putAll(more);
        opened = new LearnerDriver(stateDirectory, registryName(test), settings);
        return opened;
    }

    private static SchemaRegistryClient registry(TestInfo test) {
        return WordtideConfig.of(Map.of("schema.registry.url", "mock://" + registryName(test)))
                .schemaRegistry();
    }

    private static String registryName(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private static Document fromSource(String source) {
        return Document.newBuilder(TinyCorpus.document(0)).setSource(source).build();
    }

    private static void assertRefused(LearnerDriver driver, Document document, DeadLetterReason reason, String cause) {
        driver.send(List.of(document));
        DeadLetter letter = only(driver.deadLetters()).value();
        assertThat(letter.getReason()).isEqualTo(reason);
        assertThat(letter.getCause()).contains(cause).doesNotContain("oil").doesNotContain("nnn");
        assertThat(letter.getCause().chars()).noneMatch(Character::isISOControl);
        assertThat(driver.metric("documents-routed")).isZero();
    }

    private static <T> T only(List<T> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
