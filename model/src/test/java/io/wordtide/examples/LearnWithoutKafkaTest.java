package io.wordtide.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.vectors.Word2VecFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnWithoutKafkaTest {

    private static final Path PAGE = Path.of("..", "docs", "java-api.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "wordtide", "examples", "LearnWithoutKafka.java");

    /** Two themes that share no word; each is its own stem. */
    private static final List<String> MARKET = List.of("oil", "crude", "barrel", "opec", "rig", "tanker", "fuel");

    private static final List<String> FOOTBALL = List.of("goal", "match", "club", "keeper", "striker", "cup", "fan");

    @TempDir
    private Path directory;

    @Test
    void shouldFindWordsOfTheSameThemeWhenTheExampleIsRun() throws IOException {
        // Given
        Random random = new Random(1);
        Path texts = Files.write(
                directory.resolve("texts.txt"),
                Stream.generate(() -> text(random.nextBoolean() ? MARKET : FOOTBALL, random))
                        .limit(1_000)
                        .toList());
        Path vectors = directory.resolve("words.txt");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        // When
        LearnWithoutKafka.learn(texts, vectors, new PrintStream(printed, true, UTF_8));

        // Then: 20 steps, three neighbours, two of the new text's words are known
        List<String> lines = printed.toString(UTF_8).lines().toList();
        assertThat(lines).as(lines.toString()).hasSize(24);
        assertThat(lines.get(19)).startsWith(" 1000 texts, perplexity ");
        assertThat(lines.subList(20, 23))
                .allSatisfy(line -> assertThat(MARKET).contains(line.substring(line.lastIndexOf(' ') + 1)));
        assertThat(lines.get(23)).startsWith("2 known words, embedding [");
        assertThat(Word2VecFile.read(vectors).words()).containsExactlyInAnyOrderElementsOf(words());
    }

    @Test
    void shouldBeTheCodeThatThePageQuotes() throws IOException {
        // Given
        List<String> source = Files.readAllLines(SOURCE);
        String region = source
                .subList(
                        source.indexOf("    // docs/java-api.md begins here") + 1,
                        source.indexOf("    // docs/java-api.md ends here"))
                .stream()
                .map(line -> line.replaceFirst("^ {4}", ""))
                .collect(Collectors.joining("\n"));

        // Then
        assertThat(Files.readString(PAGE)).contains("```java\n" + region + "\n```");
    }

    private static List<String> words() {
        return Stream.concat(MARKET.stream(), FOOTBALL.stream()).toList();
    }

    private static String text(List<String> theme, Random random) {
        return IntStream.range(0, 15)
                .mapToObj(i -> theme.get(random.nextInt(theme.size())))
                .collect(Collectors.joining(" "));
    }
}
