package io.wordtide.learn;

import io.wordtide.evaluate.Perplexity;
import io.wordtide.linalg.Matrix;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The results of learning one mini-batch.
 *
 * @param version number of the mini-batch, from 1
 * @param space number of the space that the documents' vectors are in; those of two spaces cannot be compared
 * @param documents one entry for each bag of the mini-batch, in order; empty for a skipped one
 * @param scores prequential scores, empty when every document was skipped
 * @param tokenCount known tokens of the mini-batch
 * @param outOfVocabularyRate share of all tokens of the mini-batch that have no row, 0 to 1
 * @param vocabularySize words that have a row
 * @param refinementSteps steps taken from psi(x)
 * @param activeLatentCount latent dimensions whose mean KL divergence exceeds 0.01 nats
 * @param documentsSeen documents counted so far, this mini-batch included
 * @param admittedWordCount words that were given a row
 * @param forgottenWords words that lost their row
 * @param changes detected changes
 */
public record StepReport(
        long version,
        long space,
        List<Optional<EmbeddedDocument>> documents,
        Optional<Scores> scores,
        long tokenCount,
        double outOfVocabularyRate,
        int vocabularySize,
        int refinementSteps,
        int activeLatentCount,
        long documentsSeen,
        int admittedWordCount,
        List<String> forgottenWords,
        List<Change> changes) {

    /**
     * The refined variational parameters of a document, in the space in which the model publishes vectors.
     *
     * @param mean [K]
     * @param logVariance [K], nats
     * @param elboPerToken at the refined psi, nats per known token
     * @param amortizedElboPerToken at psi(x), nats per known token
     * @param unigramPerToken log-likelihood of the unigram model, nats per known token
     * @param recentUnigramPerToken log-likelihood of the recent unigram model, nats per known token
     * @param cachePerToken log-likelihood of the cache of the document's own words, nats per known token
     * @param tokenCount known tokens
     * @param outOfVocabularyRate 0 to 1
     */
    public record EmbeddedDocument(
            float[] mean,
            float[] logVariance,
            double elboPerToken,
            double amortizedElboPerToken,
            double unigramPerToken,
            double recentUnigramPerToken,
            double cachePerToken,
            int tokenCount,
            double outOfVocabularyRate) {

        /**
         * The means of documents, [D, K], for ND4J: a copy in c order.
         *
         * @param documents D documents; one without a known word gets zeros, the prior's mean
         * @param latentSize K
         */
        public static INDArray means(List<Optional<EmbeddedDocument>> documents, int latentSize) {
            List<float[]> means = documents.stream()
                    .map(document -> document.map(EmbeddedDocument::mean).orElseGet(() -> new float[latentSize]))
                    .toList();
            return Matrix.ofRows(means, latentSize).toINDArray();
        }
    }

    /**
     * Scores of a mini-batch before it was learned.
     *
     * @param amortized at psi(x)
     * @param refined at the refined psi
     * @param unigram of the unigram model, see {@link io.wordtide.evaluate.ReferenceModels}
     * @param recentUnigram of the recent unigram model
     * @param cache of the cache of each document's own words
     * @param elbo mean at the refined psi, nats per document
     * @param reconstruction mean at the refined psi, nats per document
     * @param klDivergence mean at the refined psi, nats per document
     * @param refinementGain mean ELBO at the refined psi minus that at psi(x), nats per document
     */
    public record Scores(
            Perplexity amortized,
            Perplexity refined,
            Perplexity unigram,
            Perplexity recentUnigram,
            Perplexity cache,
            double elbo,
            double reconstruction,
            double klDivergence,
            double refinementGain) {}

    /** Documents scored, learned and embedded. */
    public int documentCount() {
        return (int) documents.stream().filter(Optional::isPresent).count();
    }

    /** Documents without a known word. */
    public int skippedDocumentCount() {
        return documents.size() - documentCount();
    }
}
