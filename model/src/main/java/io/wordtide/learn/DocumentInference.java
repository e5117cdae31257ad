package io.wordtide.learn;

import io.wordtide.dlgm.DocumentBlock;
import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.evaluate.ReferenceModels.LogLikelihoods;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.refine.Refiner;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.InputWeighting;
import java.util.ArrayList;
import java.util.List;

/**
 * Inference of documents: propose, refine, score. Learns nothing.
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1, steps 1 and 2. Not thread-safe.
 */
final class DocumentInference {

    private final LearnerConfig config;
    private final InputWeighting weighting;
    private final GenerativeModel generativeModel;
    private final InferenceNetwork inferenceNetwork;
    private final Refiner refiner;

    DocumentInference(LearnerParts parts) {
        this(parts.config(), parts.weighting(), parts.generativeModel(), parts.inferenceNetwork(), parts.refiner());
    }

    private DocumentInference(
            LearnerConfig config,
            InputWeighting weighting,
            GenerativeModel generativeModel,
            InferenceNetwork inferenceNetwork,
            Refiner refiner) {
        this.config = config;
        this.weighting = weighting;
        this.generativeModel = generativeModel;
        this.inferenceNetwork = inferenceNetwork;
        this.refiner = refiner;
    }

    /** A copy that cannot be trained, for other threads and with another view of the frequencies. */
    DocumentInference frozen(InputWeighting otherWeighting, Workers workers) {
        return new DocumentInference(
                config,
                otherWeighting,
                generativeModel.frozen(workers),
                inferenceNetwork.frozen(workers),
                refiner.frozen());
    }

    /**
     * The inferred values of documents, all under the same parameters.
     *
     * @param posterior psi*, [B, K]
     * @param refined the same with the variance of each dimension by itself
     */
    record Inferred(
            Elbo amortizedElbo, VariationalParameters posterior, VariationalParameters refined, Elbo refinedElbo) {

        Inferred(Elbo amortizedElbo, VariationalParameters posterior, Elbo refinedElbo) {
            this(amortizedElbo, posterior, posterior.marginal(), refinedElbo);
        }

        /**
         * The embedding of document d.
         *
         * @param published the documents' variational parameters in the space in which they are published
         * @param scored the document's log-likelihoods under the models to compare with
         */
        EmbeddedDocument embedded(
                int d, VariationalParameters published, DocumentCounts document, LogLikelihoods scored) {
            int tokenCount = document.tokenCount();
            return new EmbeddedDocument(
                    published.mean().row(d),
                    published.logVariance().row(d),
                    refinedElbo.of(d) / tokenCount,
                    amortizedElbo.of(d) / tokenCount,
                    scored.unigram() / tokenCount,
                    scored.recentUnigram() / tokenCount,
                    scored.cache() / tokenCount,
                    tokenCount,
                    document.outOfVocabularyRate());
        }
    }

    /**
     * Refines and scores documents, none of them empty, independently of each other; the refiner does not remember
     * them.
     *
     * @param logitOffset part of the logits that is not learned by gradient, [V]
     * @param version of the model; with the seed it determines the noise
     */
    Inferred infer(List<DocumentCounts> documents, float[] logitOffset, long version) {
        try (MiniBatch miniBatch = generativeModel.open(documents, logitOffset)) {
            return infer(miniBatch, version);
        }
    }

    private Inferred infer(MiniBatch miniBatch, long version) {
        List<DocumentCounts> documents = miniBatch.documents();
        VariationalParameters psi = propose(documents).psi();
        Matrix refinedNoise = boundNoise(version, Purpose.REFINED_BOUND, documents);
        if (refiner.stepCount() == 0) { // M = 1: one bound, as in learning
            Elbo elbo = score(miniBatch, psi, refinedNoise);
            return new Inferred(elbo, psi, elbo);
        }
        Matrix amortizedNoise = boundNoise(version, Purpose.AMORTIZED_BOUND, documents);
        Elbo amortizedElbo = score(miniBatch, psi, amortizedNoise);
        VariationalParameters refined = refiner.frozen().refine(miniBatch, psi, noise(version, Purpose.REFINEMENT));
        refined.undoWhereLower(psi, amortizedElbo, score(miniBatch, refined, amortizedNoise));
        return new Inferred(amortizedElbo, refined, score(miniBatch, refined, refinedNoise));
    }

    /** Apart from learning, many mini-batches are a single document. */
    private Elbo score(MiniBatch miniBatch, VariationalParameters psi, Matrix noise) {
        boolean antithetic = config.objective().antithetic();
        return miniBatch.size() == 1
                ? Elbo.evaluateInTurn(miniBatch, psi, noise, antithetic)
                : Elbo.evaluate(miniBatch, psi, noise, antithetic);
    }

    /** The inference network's forward pass over documents. */
    InferenceNetwork.Forward propose(List<DocumentCounts> documents) {
        return inferenceNetwork.forward(inputs(documents));
    }

    /** What the inference network reads of documents. */
    List<SparseInput> inputs(List<DocumentCounts> documents) {
        return SparseInput.of(documents, weighting);
    }

    /**
     * psi*, or psi(x) for the documents whose bound refinement did not raise; the refiner, which takes at least one step,
     * remembers the documents. They are compared under the noise that psi(x) is scored with; psi* is scored with other
     * noise, so that the choice does not bias its score.
     */
    VariationalParameters refine(
            MiniBatch miniBatch, VariationalParameters start, Elbo startElbo, Matrix noise, long version) {
        return refine(refiner, miniBatch, start, startElbo, noise, noise(version, Purpose.REFINEMENT));
    }

    /** As {@link #refine(MiniBatch, VariationalParameters, Elbo, Matrix, long)}, by a refiner with noise of its own. */
    VariationalParameters refine(
            Refiner by,
            MiniBatch miniBatch,
            VariationalParameters start,
            Elbo startElbo,
            Matrix noise,
            SeededNoise refinementNoise) {
        VariationalParameters refined = by.refine(miniBatch, start, refinementNoise);
        Elbo refinedElbo =
                Elbo.evaluate(miniBatch, refined, noise, config.objective().antithetic());
        refined.undoWhereLower(start, startElbo, refinedElbo);
        return refined;
    }

    /**
     * log mu_v(z) of each distinct word of a document, nats, in the order of its rows.
     *
     * @param logitOffset as in {@link #infer}
     * @param latent z, [1, K]
     */
    double[] wordLogProbabilities(DocumentCounts document, float[] logitOffset, Matrix latent) {
        try (MiniBatch miniBatch = generativeModel.open(List.of(document), logitOffset)) {
            DocumentBlock block = miniBatch.blocks().get(0);
            block.evaluate(latent);
            return block.wordLogProbabilities(0);
        }
    }

    LearnerConfig config() {
        return config;
    }

    GenerativeModel generativeModel() {
        return generativeModel;
    }

    InferenceNetwork inferenceNetwork() {
        return inferenceNetwork;
    }

    InputWeighting weighting() {
        return weighting;
    }

    Refiner refiner() {
        return refiner;
    }

    /** The parameters of both networks. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(generativeModel.parameters());
        all.addAll(inferenceNetwork.parameters());
        return all;
    }

    SeededNoise noise(long version, Purpose purpose) {
        return SeededNoise.of(config.seed(), version, purpose);
    }

    Matrix boundNoise(long version, Purpose purpose, List<DocumentCounts> documents) {
        return boundNoise(version, purpose, documents, 0);
    }

    /** @param first position of the first document in its mini-batch */
    Matrix boundNoise(long version, Purpose purpose, List<DocumentCounts> documents, int first) {
        Matrix noise = Matrix.zeros(documents.size(), config.latentSize());
        noise(version, purpose).fillGaussian(noise, first);
        return noise;
    }
}
