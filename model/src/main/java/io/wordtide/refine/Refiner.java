package io.wordtide.refine;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * Improves the variational parameters that the inference network proposes, each document its own, with the generative
 * model held fixed: psi(x) to psi*.
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1, step 2. Not thread-safe.
 */
public interface Refiner {

    /**
     * @param start psi(x); not changed
     * @param noise for refiners that sample
     * @return psi*, a new object
     */
    VariationalParameters refine(
            GenerativeModel model, List<DocumentCounts> documents, VariationalParameters start, SeededNoise noise);

    /** Inner steps from {@code start}. */
    int stepCount();

    /** What the refiner remembers from one mini-batch to the next. */
    void visitState(StateVisitor visitor);
}
