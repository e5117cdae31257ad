package io.wordtide.train;

import io.wordtide.evaluate.Perplexity;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Progress of a training run: what is needed besides the model to continue it. Not thread-safe. */
final class TrainingState {

    private int epoch;
    private double seconds;
    private int bestEpoch;
    private List<Validation> history = new ArrayList<>();

    int epoch() {
        return epoch;
    }

    double seconds() {
        return seconds;
    }

    int bestEpoch() {
        return bestEpoch;
    }

    List<Validation> history() {
        return List.copyOf(history);
    }

    void madeEpoch(double epochSeconds) {
        epoch++;
        seconds += epochSeconds;
    }

    /** Records a validation of the latest epoch; returns whether it is the best so far. */
    boolean validated(Validation validation) {
        boolean best = history.stream().allMatch(earlier -> validation.criterion() < earlier.criterion());
        history.add(validation);
        if (best) {
            bestEpoch = validation.epoch();
        }
        return best;
    }

    /** Without validation documents the last epoch is the one to keep. */
    void keepLast() {
        bestEpoch = epoch;
    }

    void visitState(StateVisitor visitor) {
        epoch = (int) visitor.number("training.epoch", epoch);
        bestEpoch = (int) visitor.number("training.bestEpoch", bestEpoch);
        seconds = Double.longBitsToDouble(visitor.number("training.seconds", Double.doubleToLongBits(seconds)));
        List<String> lines = visitor.strings(
                "training.history", history.stream().map(TrainingState::encode).toList());
        history = new ArrayList<>(lines.stream().map(TrainingState::decode).toList());
    }

    /** Tab-separated: epoch, seconds, then name and both perplexities of each bound. */
    private static String encode(Validation validation) {
        StringBuilder line = new StringBuilder(validation.epoch() + "\t" + validation.seconds());
        validation
                .perplexities()
                .forEach((name, perplexity) -> line.append('\t')
                        .append(name)
                        .append('\t')
                        .append(perplexity.perDocument())
                        .append('\t')
                        .append(perplexity.corpus()));
        return line.toString();
    }

    private static Validation decode(String line) {
        String[] fields = line.split("\t", -1);
        Map<String, Perplexity> perplexities = new LinkedHashMap<>();
        for (int i = 2; i < fields.length; i += 3) {
            perplexities.put(
                    fields[i], new Perplexity(Double.parseDouble(fields[i + 1]), Double.parseDouble(fields[i + 2])));
        }
        return new Validation(Integer.parseInt(fields[0]), Double.parseDouble(fields[1]), perplexities);
    }
}
