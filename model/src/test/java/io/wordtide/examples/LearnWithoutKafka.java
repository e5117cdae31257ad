package io.wordtide.examples;

import io.wordtide.TextLearner;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.Word2VecFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Learns from a file with a text on each line, then asks for neighbours and an embedding; quoted in docs/java-api.md. */
final class LearnWithoutKafka {

    private LearnWithoutKafka() {}

    // docs/java-api.md begins here
    static void learn(Path textPerLine, Path vectors, PrintStream out) throws IOException {
        // words earn a place once 5 texts contain them, up to 5,000 words
        Vocabulary vocabulary = Vocabulary.living(5_000, 5);
        try (TextLearner learner = new TextLearner("english", vocabulary, LearnerConfig.stream());
                Stream<String> texts = Files.lines(textPerLine)) {

            // 50 texts a step, each scored before it is learned
            learner.learn(
                    texts.iterator(),
                    report -> report.scores()
                            .ifPresent(scores -> out.printf(
                                    "%5d texts, perplexity %.1f%n",
                                    report.documentsSeen(), scores.refined().perDocument())));

            // words of similar use
            learner.nearest("oil", 3).forEach(near -> out.printf("oil: %.2f %s%n", near.cosine(), near.word()));

            // a new text: the mean is its embedding; empty if it has no known word
            learner.embed("Crude prices rose after a tanker sank")
                    .ifPresent(text -> out.printf(
                            "%d known words, embedding %s ...%n",
                            text.tokenCount(), Arrays.toString(Arrays.copyOf(text.mean(), 3))));

            // all word vectors, for other tools
            Word2VecFile.write(learner.wordVectors(), vectors);
        }
    }
    // docs/java-api.md ends here
}
