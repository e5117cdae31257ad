package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are odd but valid: every document is accounted for, every number is finite, and reports make sense. */
class OddStreamTest {

    private static final int DOCUMENTS = 300;

    private static final Map<String, String> SETTINGS = Map.of(
            "wordtide.analyzer", "simple",
            "wordtide.vocabulary.size", "200",
            "wordtide.vocabulary.minimum.document.frequency", "1",
            "wordtide.mini-batch.size", "20",
            "wordtide.mini-batch.linger.ms", "1000",
            "wordtide.model.latent.size", "16",
            "wordtide.model.inference.hidden.size", "32",
            "wordtide.words.publish.interval", "2",
            "wordtide.snapshot.interval", "4");

    @TempDir
    Path stateDirectory;

    /** Nothing tells the documents apart: the unigram model knows everything there is to know. */
    @Test
    void shouldLearnThatAllDocumentsAreEqual(TestInfo test) {
        Outcome outcome = learn(test, Map.of(), n -> document(n, "oil tanker oil refinery barrel"));

        assertThat(outcome.overUnigram()).isLessThan(1.05);
        assertThat(outcome.last().getVocabularySize()).isEqualTo(4);
    }

    /** An entropy of 0: each token is certain, and a perplexity is 1. */
    @Test
    void shouldLearnAStreamOfASingleWord(TestInfo test) {
        Outcome outcome = learn(test, Map.of(), n -> document(n, "oil"));

        assertThat(outcome.last().getVocabularySize()).isEqualTo(1);
        assertThat(outcome.refined()).isBetween(1 - 4e-5, 1.01); // 4e-5: relative error of Exponential
        assertThat(outcome.last().getUnigramPerDocumentPerplexity().orElseThrow())
                .isEqualTo(1);
    }

    @Test
    void shouldLearnDocumentsThatRepeatOneWordAHundredThousandTimes(TestInfo test) {
        String repeated = "oil ".repeat(100_000);

        Outcome outcome = learn(test, Map.of(), n -> n % 10 == 0 ? document(n, repeated) : mixed(n, 20));

        assertThat(outcome.overUnigram()).isLessThan(1);
    }

    @Test
    void shouldLearnFewerWordsThanLatentDimensions(TestInfo test) {
        String[] words = {"oil", "wheat", "gold"};

        Outcome outcome = learn(
                test,
                Map.of("wordtide.model.latent.size", "50"),
                n -> document(n, (words[n % 3] + " ").repeat(1 + n % 7)));

        assertThat(outcome.last().getVocabularySize()).isEqualTo(3);
        assertThat(outcome.overUnigram()).isLessThan(1);
    }

    /** From one token to a hundred thousand, each about twice as long as the one before, then from the beginning. */
    @Test
    void shouldLearnDocumentsOfAllLengths(TestInfo test) {
        Outcome outcome = learn(test, Map.of(), n -> mixed(n, (int) Math.pow(100_000, n % 17 / 16.0)));

        assertThat(outcome.overUnigram()).isLessThan(1);
    }

    @Test
    void shouldBeginAModelForEachDocumentWhenEachHasItsOwnSource(TestInfo test) {
        Outcome outcome = learn(
                test,
                Map.of("wordtide.model.route", "source", "wordtide.vocabulary.size", "20"),
                n -> Document.newBuilder(mixed(n, 20)).setSource("source-" + n).build());

        assertThat(outcome.reports())
                .hasSize(DOCUMENTS)
                .allSatisfy(report -> assertThat(report.getDocumentCount()).isEqualTo(1));
        assertThat(outcome.reports().stream().map(LearningReport::getModel).distinct())
                .hasSize(DOCUMENTS);
    }

    @Test
    void shouldLearnLanguagesMixedInOneModel(TestInfo test) {
        List<String> texts = List.of(
                "Der Preis für Öl steigt wieder",
                "le prix du pétrole monte encore",
                "цена на нефть снова растёт",
                "石油价格再次上涨",
                "ارتفع سعر النفط مجددا",
                "तेल की कीमत फिर बढ़ी");

        Outcome outcome =
                learn(test, Map.of("wordtide.analyzer", "standard"), n -> document(n, texts.get(n % texts.size())));

        assertThat(outcome.overUnigram()).isLessThan(1);
    }

    /** Nothing is ordered by a document's own time; its record's time is not passed on. */
    @Test
    void shouldLearnAlikeWhenTimeGoesBackwards(TestInfo test) {
        IntFunction<Document> backwards = n -> Document.newBuilder(mixed(n, 20))
                .setPublishedAt(LearnerDriver.START.minus(Duration.ofDays(n)))
                .build();

        Outcome outcome = learn(test, Map.of(), backwards);

        assertThat(outcome.overUnigram()).isLessThan(1);
        assertThat(outcome.reports())
                .extracting(LearningReport::getModelVersion)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, DOCUMENTS / 20)
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    /** What came of a stream. */
    private record Outcome(List<LearningReport> reports) {

        LearningReport last() {
            return reports.get(reports.size() - 1);
        }

        double refined() {
            return last().getRefinedPerDocumentPerplexity().orElseThrow();
        }

        double overUnigram() {
            return refined() / last().getUnigramPerDocumentPerplexity().orElseThrow();
        }
    }

    /** Sends the stream, record times running backwards, and checks what holds for any. */
    private Outcome learn(TestInfo test, Map<String, String> more, IntFunction<Document> stream) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        String registryName = test.getTestMethod().orElseThrow().getName();
        try (LearnerDriver driver = new LearnerDriver(stateDirectory, registryName, settings)) {
            for (int n = 0; n < DOCUMENTS; n++) {
                Instant time = LearnerDriver.START.minus(Duration.ofHours(n));
                driver.sendRecord(new TestRecord<>(null, driver.encode(stream.apply(n)), time));
            }
            driver.advance(Duration.ofSeconds(3));
            List<LearningReport> reports =
                    driver.reports().stream().map(TestRecord::value).toList();
            List<DocumentEmbedding> embeddings =
                    driver.documentEmbeddings().stream().map(TestRecord::value).toList();
            List<SpecificRecord> others = new ArrayList<>();
            driver.wordEmbeddings().forEach(record -> others.add(record.value()));
            driver.events().forEach(record -> others.add(record.value()));

            assertThat(driver.deadLetters()).isEmpty();
            assertThat(driver.metric("documents-waiting")).isZero();
            assertThat(embeddings.size() + skipped(reports)).isEqualTo(DOCUMENTS);
            assertThat(reports.stream()
                            .mapToInt(LearningReport::getDocumentCount)
                            .sum())
                    .isEqualTo(embeddings.size());
            reports.forEach(OddStreamTest::assertFinite);
            embeddings.forEach(OddStreamTest::assertFinite);
            others.forEach(OddStreamTest::assertFinite);
            return new Outcome(reports);
        }
    }

    private static int skipped(List<LearningReport> reports) {
        return reports.stream()
                .flatMap(report -> report.getSkippedDocumentCounts().values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Every number in a record, at any depth. */
    private static void assertFinite(SpecificRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            assertFinite(field.name(), record.get(field.pos()));
        }
    }

    private static void assertFinite(String field, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> assertFinite(field, present));
        } else if (value instanceof SpecificRecord nested) {
            assertFinite(nested);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> assertFinite(field, element));
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(element -> assertFinite(field, element));
        } else if (value instanceof Number number) {
            assertThat(number.doubleValue()).as(field).isFinite();
        }
    }

    private static Document document(int n, String text) {
        return Document.newBuilder().setId("id-" + n).setText(text).build();
    }

    /** Words of one of two topics; low numbers are frequent. */
    private static Document mixed(int n, int tokenCount) {
        Random random = new Random(n);
        String topic = n % 2 == 0 ? "market" : "harvest";
        return document(
                n,
                IntStream.range(0, tokenCount)
                        .mapToObj(i -> topic + letters((int) Math.pow(50, random.nextDouble())))
                        .collect(Collectors.joining(" ")));
    }

    /** A number in letters, which the analyzer keeps. */
    private static String letters(int number) {
        return number < 26 ? String.valueOf((char) ('a' + number)) : letters(number / 26) + (char) ('a' + number % 26);
    }
}
