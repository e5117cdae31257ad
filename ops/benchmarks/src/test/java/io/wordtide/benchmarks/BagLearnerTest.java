package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BagLearnerTest {

    private static final int DOCUMENTS = 200;

    @TempDir
    private Path directory;

    @BeforeEach
    void writeBags() throws IOException {
        // one of three words, three times, in all documents
        Files.write(directory.resolve("bags.txt"), Collections.nCopies(DOCUMENTS, "ebb 3"));
        Files.write(directory.resolve("words.txt"), List.of("ebb", "flow", "tide"));
    }

    @Test
    void shouldScoreWhatItLearnsFromAFixedVocabulary() throws IOException, InterruptedException {
        // When
        Map<String, Double> figures = learn(directory.resolve("words.txt").toString(), "2");

        // Then: the only word that ever occurs becomes almost certain, a perplexity of 1; a third would be 3
        assertThat(figures.get("perplexity")).isBetween(1.0, 1.5);
        assertThat(figures.get("rate")).isPositive();
        assertThat(figures.get("processorMs")).isPositive();
        assertThat(figures.get(PrintedFigures.RESIDENT_MB)).isGreaterThan(10);
    }

    @Test
    void shouldTakeTheMostFrequentWordsAsALivingVocabularyAndTheGivenLatentSize()
            throws IOException, InterruptedException {
        // When: one word can be known, at K = 2 and at K = 402
        double small = learn("1", "2").get("ownMb");
        double large = learn("1", "402").get("ownMb");

        // Then: its curvature alone is [V, K, K]
        assertThat(large - small).isGreaterThan(0.3);
        assertThat(learn("1", "2").get("perplexity")).isCloseTo(1, within(0.2));
    }

    private Map<String, Double> learn(String vocabulary, String latentSize) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BagLearner.class.getName(),
                directory.resolve("bags.txt").toString(),
                vocabulary,
                latentSize,
                Integer.toString(DOCUMENTS));
        return PrintedFigures.of(command, directory.resolve("log"));
    }
}
