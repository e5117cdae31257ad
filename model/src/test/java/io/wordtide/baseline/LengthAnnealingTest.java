package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import org.junit.jupiter.api.Test;

class LengthAnnealingTest {

    private static final SeededNoise NOISE = SeededNoise.of(5, 0, Purpose.ANNEALED_IMPORTANCE);

    private final SoftmaxMachine machine = TinyMachines.of(3, 4, 1.5, 3);

    private LengthAnnealing anneal(int maximumLength, int chains, Workers workers) {
        return LengthAnnealing.run(machine, maximumLength, chains, 2, NOISE, workers);
    }

    @Test
    void shouldEqualEnumerationForEveryLength() {
        LengthAnnealing annealing = anneal(12, 2000, Workers.of(1));

        // a single word is summed over exactly, but with the fast exponential
        assertThat(annealing.logNormalizer(1, 0)).isCloseTo(TinyMachines.logNormalizer(machine, 1), within(1e-4));
        for (int length = 2; length <= 12; length++) {
            double error = annealing.standardError(length);
            assertThat(error).isBetween(0.0, 0.05);
            assertThat(annealing.logNormalizer(length, 0))
                    .as("log Z of %d words", length)
                    .isCloseTo(TinyMachines.logNormalizer(machine, length), within(3 * error + 1e-4));
        }
    }

    @Test
    void shouldKnowLengthsBetweenStages() {
        // Given: from 100 on the next stage is two words away
        LengthAnnealing annealing = anneal(140, 1000, Workers.of(1));

        for (int length : new int[] {60, 101, 102, 139, 140}) {
            assertThat(annealing.logNormalizer(length, 0))
                    .as("log Z of %d words", length)
                    .isCloseTo(
                            logNormalizerOverHidden(length),
                            within(3 * annealing.standardError(length) + 4e-5 * length));
        }
    }

    @Test
    void shouldNotReportLessThanTheBestStateAlone() {
        // Given: two chains are too few
        LengthAnnealing annealing = anneal(400, 2, Workers.of(1));
        double best = Double.NEGATIVE_INFINITY;
        for (var hidden : TinyMachines.allHidden(4)) {
            best = Math.max(best, machine.logFactorsPerToken(hidden, machine.wordsGiven(hidden))[0]);
        }

        // Then: Z_N is between that of the best of 16 states and 16 times as much; the exponential is off by 4e-5
        assertThat(annealing.logNormalizer(400, 0)).isBetween(400 * best - 0.02, 400 * best + Math.log(16) + 0.02);
    }

    private double logNormalizerOverHidden(int length) {
        double sum = 0;
        double offset = Double.NaN;
        for (var hidden : TinyMachines.allHidden(4)) {
            double logTerm = length * machine.logFactorsPerToken(hidden, machine.wordsGiven(hidden))[0];
            offset = Double.isNaN(offset) ? logTerm : offset;
            sum += Math.exp(logTerm - offset);
        }
        return offset + Math.log(sum);
    }

    @Test
    void shouldMakeProbabilitiesOfAllSequencesSumToOne() {
        LengthAnnealing annealing = anneal(4, 2000, Workers.of(1));
        double sum = 0;
        for (DocumentCounts document : Documents.all(3, 4)) {
            sum += Documents.sequences(document)
                    * Math.exp(machine.logUnnormalized(document) - annealing.logNormalizer(4, 0));
        }

        assertThat(sum).isCloseTo(1, within(3 * annealing.standardError(4) + 1e-4));
    }

    @Test
    void shouldNotDependOnTheNumberOfThreads() {
        try (Workers three = Workers.of(3)) {
            assertThat(anneal(20, 100, three).logNormalizer(20, 0))
                    .isEqualTo(anneal(20, 100, Workers.of(1)).logNormalizer(20, 0));
        }
    }
}
