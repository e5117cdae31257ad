package io.wordtide.streams;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.ModelSnapshot;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures a learning step with the configured sizes, on documents of made-up words, before any document is read.
 *
 * <p>Documents have 100 distinct words, as news articles do. At most 50 are learned at once and the time is scaled up:
 * the time of a step grows at most in proportion to its documents. Only the second of two steps counts; the first also
 * loads native libraries and compiles. The vocabulary is full from the start, as a living one will be one day.
 */
public final class StepProbe {

    private static final int DISTINCT_WORDS = 100;
    private static final int MOST_DOCUMENTS = 50;
    private static final IntFunction<String> WORD = "probe%07d"::formatted;

    private StepProbe() {}

    /** Takes as long as two steps of at most 50 documents. */
    public static StepTiming measure(WordtideConfig config) {
        LearnerConfig learnerConfig = config.learner();
        int vocabularySize = config.vocabulary().capacity();
        Vocabulary vocabulary = Vocabulary.fixed(
                IntStream.range(0, vocabularySize).mapToObj(WORD).toList());
        OnlineLearner learner = new OnlineLearner(learnerConfig, vocabulary, new DocumentFrequencies());
        int documentCount = Math.min(MOST_DOCUMENTS, learnerConfig.batchSize());
        SplittableRandom random = new SplittableRandom(learnerConfig.seed());
        learner.learn(documents(documentCount, vocabularySize, random));
        long start = System.nanoTime();
        learner.learn(documents(documentCount, vocabularySize, random));
        long nanos = System.nanoTime() - start;
        Duration step = Duration.ofNanos(nanos * learnerConfig.batchSize() / documentCount);
        return new StepTiming(step, ModelSnapshot.encode(learner).length, learner.memoryBytes());
    }

    private static List<BagOfWords> documents(int count, int vocabularySize, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(document -> document(vocabularySize, random))
                .toList();
    }

    private static BagOfWords document(int vocabularySize, SplittableRandom random) {
        TreeMap<String, Integer> countByTerm = new TreeMap<>();
        for (int word = 0; word < DISTINCT_WORDS; word++) {
            countByTerm.merge(WORD.apply(random.nextInt(vocabularySize)), 1, Integer::sum);
        }
        return BagOfWords.of(countByTerm);
    }
}
