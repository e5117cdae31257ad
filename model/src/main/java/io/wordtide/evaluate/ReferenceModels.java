package io.wordtide.evaluate;

import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The models without a latent that a learner's perplexity is compared with, each on what it has seen by then:
 *
 * <ul>
 *   <li>the unigram model, which counts every token forever. The one to beat per token while the stream does not change;
 *       but one long document of other words, or drift, makes it worse for thousands of documents;
 *   <li>the recent unigram model, which forgets, and in which a long document counts as much as a short one. The one to
 *       beat per document, and soon again after a change;
 *   <li>the {@link DocumentCache} on top of the recent unigram model, another kind of model: it reads the document that it
 *       predicts.
 * </ul>
 *
 * <p>A learner has to be below the better of the two unigram models. Neither is the distribution in the output bias, which forgets but
 * weighs tokens: a document with as many tokens as all before makes it as bad as the first for a half-life and longer.
 * Part of the learner's state; not thread-safe.
 */
public final class ReferenceModels {

    private final UnigramModel unigram;
    private final UnigramModel recentUnigram;
    private final DocumentCache cache;

    /** @param halfLife documents after which a document counts half in the recent unigram model, at least 1 */
    public ReferenceModels(Vocabulary vocabulary, double halfLife) {
        this(UnigramModel.counting(vocabulary), UnigramModel.forgettingDocuments(vocabulary, halfLife));
    }

    private ReferenceModels(UnigramModel unigram, UnigramModel recentUnigram) {
        this.unigram = unigram;
        this.recentUnigram = recentUnigram;
        this.cache = new DocumentCache(recentUnigram);
    }

    /**
     * Log-likelihoods of a document, nats.
     *
     * @param unigram of the unigram model
     * @param recentUnigram of the recent unigram model
     * @param cache of the cache
     */
    public record LogLikelihoods(double unigram, double recentUnigram, double cache) {

        /** The perplexity of one of the models on documents, none of them empty. */
        public static Perplexity perplexity(
                List<LogLikelihoods> scored, ToDoubleFunction<LogLikelihoods> ofModel, List<DocumentCounts> documents) {
            return Perplexity.of(scored.stream().mapToDouble(ofModel).toArray(), documents);
        }
    }

    /** What the models say about a document, which they have not counted yet if they are to predict it. */
    public LogLikelihoods score(DocumentCounts document) {
        return new LogLikelihoods(
                unigram.logLikelihood(document), recentUnigram.logLikelihood(document), cache.logLikelihood(document));
    }

    /** Counts documents, none of them empty, in their order. */
    public void add(List<DocumentCounts> documents) {
        documents.forEach(unigram::add);
        documents.forEach(recentUnigram::add);
    }

    /** Adds rows, whose words have not occurred yet. */
    public void growTo(int rows) {
        unigram.growTo(rows);
        recentUnigram.growTo(rows);
    }

    /** Forgets the counts of a row, which belongs to another word from now on. */
    public void recycleRow(int row) {
        unigram.recycleRow(row);
        recentUnigram.recycleRow(row);
    }

    /** A copy that uses a copy of the vocabulary. */
    public ReferenceModels copy(Vocabulary vocabularyCopy) {
        return new ReferenceModels(unigram.copy(vocabularyCopy), recentUnigram.copy(vocabularyCopy));
    }

    /** Memory they hold besides the vocabulary, bytes. */
    public long memoryBytes() {
        return unigram.memoryBytes() + recentUnigram.memoryBytes();
    }

    /** Saves or restores the counts. */
    public void visitState(StateVisitor visitor) {
        unigram.visitState("unigram", visitor);
        recentUnigram.visitState("recentUnigramOfDocuments", visitor);
    }
}
