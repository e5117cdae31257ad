package io.wordtide.train;

/**
 * How long a model is trained and how often it is validated.
 *
 * @param epochs passes over the training documents
 * @param validateEvery epochs from one validation to the next; the last epoch is always validated
 * @param seed of the order of the documents
 */
public record TrainingPlan(int epochs, int validateEvery, long seed) {

    public TrainingPlan {
        requirePositive("epochs", epochs);
        requirePositive("validateEvery", validateEvery);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("expected " + name + " of at least 1, found " + value);
        }
    }

    boolean validatesAfter(int epoch) {
        return epoch % validateEvery == 0 || epoch == epochs;
    }
}
