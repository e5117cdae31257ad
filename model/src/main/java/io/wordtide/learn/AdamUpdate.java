package io.wordtide.learn;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.nn.Adam;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/** The paper's update of the generative model: Adam on all its parameters. */
final class AdamUpdate implements GenerativeUpdate {

    private final GenerativeModel model;
    private final Adam adam;

    /** @param adam optimizer of all the model's parameters */
    AdamUpdate(GenerativeModel model, Adam adam) {
        this.model = model;
        this.adam = adam;
    }

    @Override
    public void step(List<DocumentCounts> documents, float[] documentWeights) {
        adam.step();
    }

    @Override
    public void recycleRow(int row) {
        adam.clearRow(model.outputWeights(), row);
        adam.clearElement(model.outputBias(), row);
    }

    @Override
    public long memoryBytes() {
        return adam.memoryBytes();
    }

    @Override
    public void visitState(StateVisitor visitor) {
        adam.visitState(visitor);
    }
}
