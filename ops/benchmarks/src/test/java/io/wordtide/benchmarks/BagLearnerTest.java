package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BagLearnerTest {

    private static final int DOCUMENTS = 240; // the last quarter begins within a mini-batch of 50

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
        PrintedFigures figures = learn(directory.resolve("words.txt").toString(), "2");

        // Then: the only word that ever occurs becomes almost certain, a perplexity of 1; a third would be 3
        assertThat(figures.get("perplexity")).isBetween(1.0, 1.6);
        assertThat(figures.get("scored")).isEqualTo(DOCUMENTS / 4);
        assertThat(figures.get("rate")).isPositive();
        assertThat(figures.get("processorMs")).isPositive();
        assertThat(figures.residentMb()).isGreaterThan(10);
    }

    @Test
    void shouldTakeTheMostFrequentWordsAsALivingVocabularyAndTheGivenLatentSize()
            throws IOException, InterruptedException {
        // When: one word can be known, at K = 2 and at K = 102
        PrintedFigures small = learn("1", "2");
        PrintedFigures large = learn("1", "102");

        // Then: the layers from 200 hidden units to 100 means and log-variances more, with gradients and two moments of
        // Adam, alone are 2 * 100 * 200 * 4 floats
        assertThat(large.get("ownMb") - small.get("ownMb")).isGreaterThan(0.5);
        assertThat(small.get("perplexity")).isCloseTo(1, within(0.3));
    }

    private PrintedFigures learn(String vocabulary, String latentSize) throws IOException, InterruptedException {
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
