package io.wordtide.learn;

import io.wordtide.learn.AdaptiveWindow.Cut;
import io.wordtide.learn.Change.Kind;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detects when documents become harder to predict, and when more of their tokens are unknown.
 *
 * <p>The cost of a document is -ELBO plus log V for each unknown token, per token, where V is the capacity of the
 * vocabulary: a word costs about as much once it has a row, so that growth of the vocabulary is not mistaken for drift.
 * Only rises are reported: falls are the purpose of learning. Part of the learner's state; not thread-safe.
 */
final class StreamChanges {

    /** Least rise worth reporting, nats per token: a tenth of the perplexity. */
    private static final double LEAST_RISE = 0.1;

    /** Least rise of the share of unknown tokens worth reporting. */
    private static final double LEAST_OUT_OF_VOCABULARY_RISE = 0.02;

    /**
     * Range of a document's cost that ADWIN assumes, nats per token. Its bound holds if every cost lies within this
     * distance of the mean. Only most do: of Reuters-21578, 77 % lie within 1 nat and 95 % within 2 (5th percentile
     * 4.5, 99.9th 8.7 nats). So the bound proves nothing here, and false alarms were counted instead: 5 in 500 streams
     * of 20,000 documents each, whose costs were drawn at random from one set. With 4 nats there were none, but each
     * drift of {@code PlantedDriftTest} was detected 32 documents later.
     */
    private static final double COST_RANGE = 1;

    /** Exact: a share lies in [0, 1]. */
    private static final double RATE_RANGE = 1;

    private final AdaptiveWindow cost = new AdaptiveWindow("changes.cost", COST_RANGE);
    private final AdaptiveWindow outOfVocabulary = new AdaptiveWindow("changes.outOfVocabulary", RATE_RANGE);
    private final double unknownTokenNats;

    StreamChanges(int vocabularyCapacity) {
        this.unknownTokenNats = Math.log(vocabularyCapacity);
    }

    /**
     * Examines a mini-batch.
     *
     * @param embedded its embedded documents, those without a known word left out
     * @param documentsSeen documents counted so far, the mini-batch included
     */
    List<Change> look(List<DocumentCounts> documents, List<EmbeddedDocument> embedded, long documentsSeen) {
        double[] costs = embedded.stream().mapToDouble(this::cost).toArray();
        double[] rates = documents.stream()
                .filter(document -> document.tokenCount() + document.outOfVocabularyTokenCount() > 0)
                .mapToDouble(DocumentCounts::outOfVocabularyRate)
                .toArray();
        List<Change> changes = new ArrayList<>();
        lastRise(cost, costs, LEAST_RISE).ifPresent(cut -> changes.add(change(Kind.DRIFT, cut, documentsSeen)));
        lastRise(outOfVocabulary, rates, LEAST_OUT_OF_VOCABULARY_RISE)
                .ifPresent(cut -> changes.add(change(Kind.OUT_OF_VOCABULARY_BURST, cut, documentsSeen)));
        return changes;
    }

    private double cost(EmbeddedDocument document) {
        double unknown = document.outOfVocabularyRate();
        return -(1 - unknown) * document.elboPerToken() + unknown * unknownTokenNats;
    }

    private static Optional<Cut> lastRise(AdaptiveWindow window, double[] values, double leastRise) {
        Optional<Cut> last = Optional.empty();
        for (double value : values) {
            Optional<Cut> cut = window.add(value);
            if (cut.isPresent() && cut.get().after() - cut.get().before() >= leastRise) {
                last = cut;
            }
        }
        return last;
    }

    /** Assumes that documents without a measurement are spread evenly, so the first document is an estimate. */
    private static Change change(Kind kind, Cut cut, long documentsSeen) {
        return new Change(
                kind,
                Math.max(1, documentsSeen - cut.countAfter() + 1),
                List.of(),
                List.of(),
                List.of(),
                Map.of(
                        Change.BEFORE, cut.before(),
                        Change.AFTER, cut.after(),
                        Change.DOCUMENTS_BEFORE, (double) cut.countBefore(),
                        Change.DOCUMENTS_AFTER, (double) cut.countAfter(),
                        Change.THRESHOLD, cut.threshold()));
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return cost.memoryBytes() + outOfVocabulary.memoryBytes();
    }

    void visitState(StateVisitor visitor) {
        cost.visitState(visitor);
        outOfVocabulary.visitState(visitor);
    }
}
