package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.testing.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of 20 tokens, drawn from the first 10 of 20 words or from the last 10. */
class EvaluateCommandTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.write(
                directory.resolve("vocabulary"),
                IntStream.range(0, 20).mapToObj(i -> "w" + i + " 7").toList());
        Files.write(directory.resolve("train.feat"), documents(1, 60));
        Files.write(directory.resolve("test.feat"), documents(2, 20));
        Files.write(directory.resolve("rows"), List.of("0", "5", "59"));
    }

    private static List<String> documents(long seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(d -> {
                    int first = random.nextBoolean() ? 1 : 11;
                    return "1 "
                            + random
                                    .ints(20, first, first + 10)
                                    .boxed()
                                    .collect(Collectors.groupingBy(id -> id, Collectors.counting()))
                                    .entrySet()
                                    .stream()
                                    .map(entry -> entry.getKey() + ":" + entry.getValue())
                                    .collect(Collectors.joining(" "));
                })
                .toList();
    }

    private Console evaluate(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--train",
                directory.resolve("train.feat").toString(),
                "--test",
                directory.resolve("test.feat").toString(),
                "--vocabulary",
                directory.resolve("vocabulary").toString()));
        arguments.addAll(Arrays.asList(more));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }

    @Test
    void shouldPrintAndWriteThePerplexitiesOfTheTestDocuments() throws IOException {
        // When
        Path json = directory.resolve("result.json");
        Console console = evaluate(
                "--preset",
                "1-M1-norm",
                "--epochs",
                "5",
                "--valid-rows",
                directory.resolve("rows").toString(),
                "--json",
                json.toString());

        // Then
        assertThat(console.err()).isEmpty();
        assertThat(console.exitCode()).isZero();
        assertThat(console.out())
                .contains("57 training, 3 validation and 20 test documents, 20 words, 5 epochs")
                .containsPattern("unigram +\\d+\\.\\d +\\d+\\.\\d")
                .containsPattern("adam-100 +\\d+\\.\\d +\\d+\\.\\d");
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.at("/preset").asText()).isEqualTo("1-M1-norm");
        assertThat(result.at("/corpus/validation/documents").asInt()).isEqualTo(3);
        assertThat(result.at("/corpus/test/tokens").asInt()).isEqualTo(400);
        assertThat(result.at("/history/0/epoch").asInt()).isEqualTo(5);
        assertThat(result.at("/test/unigram/perDocument").asDouble()).isBetween(19.0, 22.0);
        assertThat(result.at("/test/adam-100/perDocument").asDouble()).isBetween(5.0, 40.0);
        assertThat(result.at("/singularValues").size()).isEqualTo(100);
    }

    @Test
    void shouldCompleteTheTestDocumentsWhenAsked() throws IOException {
        // Given: a last document of one token
        Path test = directory.resolve("test.feat");
        Files.writeString(test, Files.readString(test) + "1 3:1\n");
        Path json = directory.resolve("result.json");

        // When
        Console console =
                evaluate("--preset", "stream", "--epochs", "5", "--complete", "0.2", "--json", json.toString());

        // Then: 4 of 20 tokens of each of 20 documents
        assertThat(console.err()).isEmpty();
        assertThat(console.out())
                .contains("completion of 20 documents, 80 tokens held out of them (20 %)")
                .contains("left out 1 documents of fewer than two tokens")
                .containsPattern("completion +per token\\R+unigram +\\d+\\.\\d\\R+psi\\(x\\) +\\d+\\.\\d\\R");
        JsonNode completion = new ObjectMapper().readTree(json.toFile()).at("/completion");
        assertThat(completion.at("/share").asDouble()).isEqualTo(0.2);
        assertThat(completion.at("/documents").asInt()).isEqualTo(20);
        assertThat(completion.at("/leftOut").asInt()).isEqualTo(1);
        assertThat(completion.at("/heldOutTokens").asInt()).isEqualTo(80);
        assertThat(completion.at("/perplexity/unigram").asDouble()).isBetween(18.0, 23.0);
        assertThat(completion.at("/perplexity/converged").asDouble()).isBetween(9.0, 14.0);
    }

    @Test
    void shouldRefuseToCompleteDocumentsBeforeItTrains() {
        assertThat(evaluate("--preset", "best", "--complete", "1").err())
                .contains("Expected --complete above 0 and below 1, found 1.0");
        Console unable = evaluate("--preset", "sbn-50", "--complete", "0.2");
        assertThat(unable.exitCode()).isEqualTo(1);
        assertThat(unable.err()).contains("found sbn-50; choose another, such as best");
        assertThat(unable.out()).doesNotContain("epoch    1");
    }

    @Test
    void shouldContinueFromTheCheckpointsOfAnEarlierRun() {
        // Given
        String checkpoints = directory.resolve("checkpoints").toString();
        evaluate("--preset", "1-M1-norm", "--epochs", "1", "--resume", checkpoints);

        // When
        Console resumed = evaluate("--preset", "1-M1-norm", "--epochs", "2", "--resume", checkpoints);

        // Then: as if it had run without a stop
        Console undisturbed = evaluate("--preset", "1-M1-norm", "--epochs", "2");
        assertThat(resumed.out()).contains("continuing after epoch 1");
        assertThat(table(resumed)).isNotEmpty().isEqualTo(table(undisturbed));
    }

    @Test
    void shouldReadTheSameCorpusAsGensimAndLdaCWriteIt() throws IOException {
        // Given
        Console usual = evaluate("--preset", "1-M1-norm", "--epochs", "1");
        Files.writeString(
                directory.resolve("vocabulary"),
                IntStream.range(0, 20)
                        .mapToObj(i -> i + "\tw" + i + "\t7\n")
                        .sorted()
                        .collect(Collectors.joining("", "80\n", "")));
        for (String name : List.of("train.feat", "test.feat")) {
            List<String> lines = Files.readAllLines(directory.resolve(name)).stream()
                    .map(EvaluateCommandTest::ldaC)
                    .toList();
            Files.write(directory.resolve(name), lines);
        }

        // When
        Console same = evaluate("--preset", "1-M1-norm", "--epochs", "1");

        // Then
        assertThat(table(same)).isNotEmpty().isEqualTo(table(usual));
    }

    /** The number of pairs in place of the label, and ids from 0. */
    private static String ldaC(String line) {
        List<String> fields = List.of(line.split(" ", -1));
        return (fields.size() - 1)
                + fields.stream()
                        .skip(1)
                        .map(field -> field.split(":", -1))
                        .map(pair -> " " + (Integer.parseInt(pair[0]) - 1) + ":" + pair[1])
                        .collect(Collectors.joining());
    }

    @Test
    void shouldSayThatNothingWasLearnedWhenTheUnigramModelIsBetter() throws IOException {
        // Given: each of the 20 words once in each document, so that there is nothing to learn
        String line =
                IntStream.rangeClosed(1, 20).mapToObj(id -> " " + id + ":1").collect(Collectors.joining());
        Console learned = evaluate("--preset", "1-newton-5-tfidf", "--epochs", "1");
        Files.write(directory.resolve("train.feat"), Collections.nCopies(60, "1" + line));
        Files.write(directory.resolve("test.feat"), Collections.nCopies(20, "1" + line));

        // When
        Console nothing = evaluate("--preset", "1-newton-5-tfidf", "--epochs", "1");

        // Then
        String advice = "no better than their frequencies do; give it more epochs (--epochs)";
        assertThat(learned.out()).doesNotContain(advice);
        assertThat(nothing.out()).contains(advice);
    }

    private static String table(Console console) {
        return console.out().substring(console.out().indexOf("per document"));
    }

    @Test
    void shouldNameThePresetsWhenAnotherIsAskedFor() {
        Console console = evaluate("--preset", "2-M1-norm");
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("2-M1-norm", "3-M100-tfidf");
    }

    @Test
    void shouldSayWhatIsWrongWithOptionsAndWithDocumentsOfOtherWords() throws IOException {
        assertThat(evaluate("--preset", "best", "--epochs", "0").err()).contains("--epochs of 1 or more, found 0");
        assertThat(Console.run(Main::run, "evaluate").err()).contains("--train, --test, --vocabulary and --preset");
        assertThat(Console.run(Main::run, "evaluate", "--train", "x").err())
                .startsWith("wordtide: Missing")
                .contains("--test");
        Files.writeString(directory.resolve("test.feat"), "1\n");
        assertThat(evaluate("--preset", "best").err()).contains("test documents with a word of the vocabulary");
    }

    @Test
    void shouldNameFileAndLineThatIsNotADocument() throws IOException {
        // Given
        Files.writeString(directory.resolve("test.feat"), "1 1:1\n1 21:1\n");

        // When
        Console console = evaluate("--preset", "1-M1-norm");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err()).contains("line 2", "test.feat", "to 20").hasLineCount(1);
    }

    @Test
    void shouldTakeTextsAndTheWordsThatMostOfThemContain() throws IOException {
        // Given
        Path texts = directory.resolve("texts.jsonl");
        Files.write(
                texts,
                List.of(
                        "{\"id\":\"1\",\"text\":\"Oil prices rise\"}",
                        "{\"id\":\"2\",\"text\":\"Wheat prices, oil\"}",
                        "{\"id\":\"3\",\"text\":\"wheat wheat harvest oil\"}"));
        Path words = directory.resolve("words");

        // When
        Console vocabulary = Console.run(
                Main::run,
                "vocabulary",
                texts.toString(),
                "--analyzer",
                "simple",
                "--size",
                "3",
                "--output",
                words.toString());
        Console evaluated = Console.run(
                Main::run,
                "evaluate",
                "--train",
                texts.toString(),
                "--test",
                texts.toString(),
                "--vocabulary",
                words.toString(),
                "--analyzer",
                "simple",
                "--preset",
                "1-M1-norm",
                "--epochs",
                "1");

        // Then: oil in three documents, prices and wheat in two
        assertThat(vocabulary.out()).contains("3 words of 3 documents");
        assertThat(Files.readAllLines(words)).containsExactly("oil", "prices", "wheat");
        assertThat(evaluated.exitCode()).isZero();
        assertThat(evaluated.out()).contains("3 training, 0 validation and 3 test documents, 3 words");
    }

    @Test
    void shouldAnalyzeEachTextInItsLanguageWhenTheAnalyzerIsAuto() throws IOException {
        // Given
        Path texts = directory.resolve("texts.jsonl");
        Files.write(
                texts,
                List.of(
                        "{\"text\":\"The markets are rising\", \"language\":\"en-GB\"}",
                        "{\"text\":\"Die Häuser der Stadt\", \"language\":\"German\"}",
                        "{\"text\":\"Una bibliotecaria callada lleva cajas de mapas a la sala de lectura\"}"));
        Path words = directory.resolve("words");

        // When
        Console vocabulary = Console.run(
                Main::run, "vocabulary", texts.toString(), "--analyzer", "auto", "--output", words.toString());

        // Then: English, German and, detected, Spanish
        assertThat(vocabulary.exitCode()).isZero();
        assertThat(Files.readAllLines(words))
                .contains("market", "haus", "caj")
                .doesNotContain("the", "die", "una", "cajas");
    }

    @Test
    void shouldReadTextsAsTheOptionsSay() throws IOException {
        // Given: members of other names, and lines in a file whose name indicates nothing
        Path reviews = Files.writeString(
                directory.resolve("reviews.jsonl"), "{\"review\": {\"body\": \"Good<br />strings\"}}\n");
        Path lines = Files.writeString(directory.resolve("lines.dat"), "oil rose\nwheat fell\n");
        Path words = directory.resolve("words");
        Path others = directory.resolve("others");

        // When
        Console named = Console.run(
                Main::run,
                "vocabulary",
                reviews.toString(),
                "--text-column",
                "review.body",
                "--analyzer",
                "simple",
                "--output",
                words.toString());
        Console formatted = Console.run(
                Main::run, "vocabulary", lines.toString(), "--format", "lines", "--output", others.toString());

        // Then
        assertThat(named.err() + formatted.err()).isEmpty();
        assertThat(Files.readAllLines(words)).containsExactly("good", "strings");
        assertThat(Files.readAllLines(others)).containsExactly("fell", "oil", "rose", "wheat");
    }

    @Test
    void shouldRefuseToNameColumnsOfBagsOfWords() {
        assertThat(evaluate("--preset", "1-M1-norm", "--text-column", "body").err())
                .contains("expected texts for options such as --text-column, found bags of words in", "train.feat");
    }

    @Test
    void shouldSayBeforeItTrainsThatAFileCannotBeWritten() throws IOException {
        // Given
        Path nowhere = directory.resolve("none").resolve("file");
        Path earlier = Files.writeString(directory.resolve("words.txt"), "of an earlier run");

        // When
        Console json = evaluate("--preset", "1-M1-norm", "--json", nowhere.toString());
        Console inPlaceOfDirectory = evaluate("--preset", "1-M1-norm", "--json", directory.toString());
        Console words = evaluate("--preset", "1-M1-norm", "--words", earlier.toString());

        // Then
        assertThat(List.of(json.exitCode(), inPlaceOfDirectory.exitCode(), words.exitCode()))
                .containsOnly(1);
        assertThat(json.out() + inPlaceOfDirectory.out() + words.out()).isEmpty();
        assertThat(json.err()).contains("expected a directory to write " + nowhere + " in, found none");
        assertThat(inPlaceOfDirectory.err()).contains("found the directory " + directory);
        assertThat(words.err()).contains("expected a file that does not exist, found " + earlier);
        assertThat(earlier).hasContent("of an earlier run");
    }

    @Test
    void shouldReportWhichWordsAndHowManyDocumentsAreLeftOut() throws IOException {
        // Given
        Files.writeString(directory.resolve("test.feat"), "1 1:1\n1\n1 2:1\n1\n");

        // When
        Console console = evaluate("--preset", "1-M1-norm", "--epochs", "1", "--nearest", "W3,w99");

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("60 training, 0 validation and 2 test documents");
        assertThat(console.err())
                .contains("test.feat: left out 2 documents without a word of the vocabulary")
                .contains("w99: not among the 20 words of the vocabulary; similar in spelling: w")
                .hasLineCount(2);
    }

    @Test
    void shouldSayWhichFileHasNoDocumentsAndWhichHoldsAllOut() throws IOException {
        // Given
        Path rows = directory.resolve("all");
        Files.write(rows, IntStream.range(0, 60).mapToObj(Integer::toString).toList());

        // When
        Console held = evaluate("--preset", "best", "--valid-rows", rows.toString());
        Files.writeString(directory.resolve("test.feat"), "");
        Console none = evaluate("--preset", "best");

        // Then
        assertThat(held.exitCode()).isEqualTo(1);
        assertThat(held.err())
                .contains("train.feat", "all 60 held out by " + rows)
                .hasLineCount(1);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("test.feat, found none").hasLineCount(1);
    }

    @Test
    void shouldCallSingularValuesOnlyThoseOfAJacobianMatrix() throws IOException {
        // When
        Path json = directory.resolve("lda.json");
        Console console = evaluate("--preset", "lda-50", "--epochs", "1", "--json", json.toString(), "--nearest", "w1");

        // Then: topics are vectors of words, but not a Jacobian matrix
        assertThat(console.exitCode()).as(console.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.has("singularValues")).isFalse();
        assertThat(result.at("/neighbours/w1").size()).isEqualTo(5);
    }

    @Test
    void shouldNotWriteAVocabularyOverAFileNorOneWithoutWordsNorOfOtherFiles() throws IOException {
        // Given
        Path texts = Files.writeString(directory.resolve("texts.jsonl"), "{\"id\":\"1\",\"text\":\"oil\"}\n");
        Path none = Files.writeString(directory.resolve("none.jsonl"), "");
        Path words = directory.resolve("words");

        // When
        Console same = Console.run(Main::run, "vocabulary", texts.toString(), "--output", texts.toString());
        Console empty = Console.run(Main::run, "vocabulary", none.toString(), "--output", words.toString());
        Console features = Console.run(
                Main::run, "vocabulary", directory.resolve("train.feat").toString(), "--output", words.toString());
        Console nowhere = Console.run(
                Main::run,
                "vocabulary",
                texts.toString(),
                "--output",
                words.resolve("w").toString());

        // Then
        assertThat(List.of(same.exitCode(), empty.exitCode(), features.exitCode(), nowhere.exitCode()))
                .containsOnly(1);
        assertThat(same.err()).contains("expected a file that does not exist, found " + texts);
        assertThat(texts).content().contains("oil");
        assertThat(empty.err()).contains("found none in 0 documents");
        assertThat(features.err())
                .contains("expected the name of a JSON or CSV file, such as reviews.jsonl.gz, found", "train.feat");
        assertThat(nowhere.err()).contains("expected a directory to write");
        assertThat(words).doesNotExist();
    }
}
