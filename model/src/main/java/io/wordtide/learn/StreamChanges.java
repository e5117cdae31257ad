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
 * Notices when documents become harder to predict, and when more of their tokens are unknown.
 *
 * <p>Only rises are told: falls are what learning is for. Perplexity over another vocabulary is another number, so the
 * predictions before a growth of the vocabulary are not compared with those after it. Part of the learner's state; not
 * thread-safe.
 */
final class StreamChanges {

    /** Least rise that is worth telling, nats per token: a tenth of the perplexity. */
    private static final double LEAST_RISE = 0.1;

    /** Least rise of the share of unknown tokens that is worth telling. */
    private static final double LEAST_OUT_OF_VOCABULARY_RISE = 0.02;

    /** Growth of the vocabulary with which comparison begins anew. */
    private static final double VOCABULARY_GROWTH = 1.1;

    private final AdaptiveWindow negativeElbo = new AdaptiveWindow("changes.negativeElbo");
    private final AdaptiveWindow outOfVocabulary = new AdaptiveWindow("changes.outOfVocabulary");
    private long comparedVocabularySize;

    /**
     * Looks at a mini-batch.
     *
     * @param documents all of its documents
     * @param embedded what those with a known word became, in order
     * @param documentsSeen documents counted, the mini-batch included
     * @param vocabularySize words that have a row now
     */
    List<Change> look(
            List<DocumentCounts> documents, List<EmbeddedDocument> embedded, long documentsSeen, int vocabularySize) {
        if (vocabularySize > VOCABULARY_GROWTH * comparedVocabularySize) {
            comparedVocabularySize = vocabularySize;
            negativeElbo.clear();
            outOfVocabulary.clear();
        }
        List<Change> changes = new ArrayList<>();
        Optional<Cut> drift = lastRise(
                negativeElbo,
                embedded.stream()
                        .mapToDouble(document -> -document.elboPerToken())
                        .toArray(),
                LEAST_RISE);
        drift.ifPresent(cut -> changes.add(change(Kind.DRIFT, cut, documentsSeen)));
        Optional<Cut> burst = lastRise(
                outOfVocabulary,
                documents.stream()
                        .filter(document -> document.tokenCount() + document.outOfVocabularyTokenCount() > 0)
                        .mapToDouble(DocumentCounts::outOfVocabularyRate)
                        .toArray(),
                LEAST_OUT_OF_VOCABULARY_RISE);
        burst.ifPresent(cut -> changes.add(change(Kind.OUT_OF_VOCABULARY_BURST, cut, documentsSeen)));
        return changes;
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

    /** Documents that are not measured are taken to be spread evenly: the first one is a near guess. */
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

    void visitState(StateVisitor visitor) {
        comparedVocabularySize = visitor.number("changes.comparedVocabularySize", comparedVocabularySize);
        negativeElbo.visitState(visitor);
        outOfVocabulary.visitState(visitor);
    }
}
