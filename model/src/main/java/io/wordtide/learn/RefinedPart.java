package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.VariationalParameters;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What refining a part of a round has found: a pure function of the learner's state, the round and the part's number,
 * so that it does not matter who computed it. n is the number of the part's documents that have a known word.
 *
 * <p>Its arrays must not be changed.
 *
 * @param refined psi*, [n, K]; the axes of turned ones follow from the learner's state and may be absent
 * @param amortizedElbo the bound at psi(x), [n]
 * @param refinerState what the refiner has learned from the part; its length depends on the refiner
 */
public record RefinedPart(VariationalParameters refined, Elbo amortizedElbo, double[] refinerState) {

    /** n. */
    public int documentCount() {
        return refined.documentCount();
    }

    /**
     * All parts as one, in order; the state of their refiners is averaged.
     *
     * @param shares of the parts in the round's tokens, which add up to 1
     */
    static RefinedPart merge(List<RefinedPart> parts, double[] shares) {
        double[] refinerState = new double[parts.get(0).refinerState().length];
        for (int part = 0; part < shares.length; part++) {
            double[] ofPart = parts.get(part).refinerState();
            for (int i = 0; i < refinerState.length; i++) {
                refinerState[i] += shares[part] * ofPart[i];
            }
        }
        Elbo amortizedElbo = new Elbo(concatenate(parts, Elbo::reconstruction), concatenate(parts, Elbo::klDivergence));
        return new RefinedPart(
                VariationalParameters.concatenate(
                        parts.stream().map(RefinedPart::refined).toList()),
                amortizedElbo,
                refinerState);
    }

    private static double[] concatenate(List<RefinedPart> parts, Function<Elbo, double[]> term) {
        return parts.stream()
                .map(RefinedPart::amortizedElbo)
                .map(term)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
