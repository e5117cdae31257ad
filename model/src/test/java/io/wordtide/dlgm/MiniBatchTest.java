package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.refine.AdamRefiner;
import io.wordtide.refine.FisherRefiner;
import io.wordtide.refine.NewtonRefiner;
import io.wordtide.refine.Refiner;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiniBatchTest {

    private static final int[] SIZES = {1, 2, 3, 51, 501};

    /** A block for each 250 documents. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "51, 1", "250, 1", "251, 2", "500, 2", "501, 3"})
    void shouldShareOutAllDocumentsInTheirOrder(int size, int blockCount) {
        // Given
        List<DocumentCounts> documents = TinyModels.documents(1, size);

        // When
        List<DocumentBlock> blocks = TinyModels.logLinear(1).open(documents).blocks();

        // Then
        List<DocumentCounts> inBlocks = new ArrayList<>();
        for (DocumentBlock block : blocks) {
            assertThat(block.first()).isEqualTo(inBlocks.size());
            assertThat(block.size()).isBetween(1, 250);
            inBlocks.addAll(block.documents());
        }
        assertThat(inBlocks).isEqualTo(documents);
        assertThat(blocks).hasSize(blockCount);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 51, 501})
    void shouldComputeSomethingWithEachBlockOnce(int size) {
        // Given
        MiniBatch miniBatch = TinyModels.logLinear(1).open(TinyModels.documents(1, size));
        int[] visits = new int[size];

        // When: blocks have different documents, so that no two of them write to the same place
        miniBatch.forEachBlock(block -> {
            for (int d = 0; d < block.size(); d++) {
                visits[block.first() + d]++;
            }
        });

        // Then
        assertThat(visits).containsOnly(1);
    }

    /**
     * The model of {@link ElboTest}, W = (log 2, 0, 0): mu(1) = (1/2, 1/4, 1/4) for a document of one token and mu(0) =
     * (1/3, 1/3, 1/3) for one of three. p_0 = 1/4 1/2 + 3/4 1/3 = 3/8, and C = (log 2)^2 (3/8 - 1/4 (1/2)^2 - 3/4
     * (1/3)^2) = 0.110104.
     */
    @Test
    void shouldGiveTheFisherInformationOfATokenAboutTheHiddenLayerAsByHand() {
        // Given
        GenerativeModel model = new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = (float) Math.log(2);
        MiniBatch miniBatch = model.open(List.of(TinyModels.document(1), TinyModels.document(2, 1)));

        // When
        miniBatch.forEachBlock(block ->
                block.differentiateAndKeep(new Matrix(2, 1, new float[] {1, 0}), Matrix.zeros(2, 1)));

        // Then
        assertThat(miniBatch.hiddenFisher().values()).containsExactly(new float[] {0.110104f}, within(4e-5f));
    }

    /** One document's information on z is lost; that of the others is not. */
    @Test
    void shouldLeaveOutOfTheFisherInformationADocumentThatIsOutOfReach() {
        // Given
        GenerativeModel model = new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = (float) Math.log(2);
        MiniBatch miniBatch = model.open(List.of(TinyModels.document(1), TinyModels.document(2, 1)));

        // When
        miniBatch.forEachBlock(block ->
                block.differentiateAndKeep(new Matrix(2, 1, new float[] {1, Float.NaN}), Matrix.zeros(2, 1)));

        // Then: of the first alone, (log 2)^2 (1/2 - 1/4)
        assertThat(miniBatch.hiddenFisher().values()).containsExactly(new float[] {0.120113f}, within(4e-5f));
    }

    /**
     * dW_v = sum_d (x_dv - N_d mu_dv) h_d and db_v = sum_d (x_dv - N_d mu_dv), one word after the other, in a
     * vocabulary of three tiles. No word has more than a few hundredths of all tokens, so that the subtracted part is
     * below 20 tokens times h, which is below 5; probabilities are good to a relative 8e-5, and these errors do not all
     * have the same sign.
     */
    @ParameterizedTest
    @CsvSource({"false, 51", "true, 51", "false, 501", "true, 501"})
    void shouldEqualThePlainLoopsInTheOutputLayersDerivatives(boolean deep, int size) {
        // Given
        GenerativeModel model = TinyModels.wide(4, deep, Workers.shared());
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));
        List<DocumentCounts> documents = TinyModels.wideDocuments(4, size);
        VariationalParameters psi = TinyModels.psi(5, size);
        Matrix noise = TinyModels.gaussian(6, size);

        // When
        Elbo.differentiateByParameters(TinyModels.open(model, documents), psi, noise, false);

        // Then
        int width = model.outputWeights().value().columns();
        double[][] dWeights = new double[model.vocabularySize()][width];
        double[] dBias = new double[model.vocabularySize()];
        for (int d = 0; d < size; d++) {
            double[] latent = ReferencePsi.of(psi, d).latent(noise.row(d), 1);
            double[] hidden = reference.hidden(latent);
            double[] residual = residual(documents.get(d), reference.logWordProbabilities(latent));
            for (int v = 0; v < residual.length; v++) {
                dBias[v] += residual[v];
                for (int k = 0; k < width; k++) {
                    dWeights[v][k] += residual[v] * hidden[k];
                }
            }
        }
        for (int v = 0; v < dBias.length; v++) {
            assertThat((double) model.outputBias().gradient().get(0, v))
                    .as("derivative by the bias of word %d", v)
                    .isCloseTo(dBias[v], within(1e-3));
            assertThat(ReferenceParameters.toDoubles(
                            model.outputWeights().gradient().row(v)))
                    .as("derivatives by the weights of word %d", v)
                    .containsExactly(dWeights[v], within(1e-3));
        }
    }

    /** x_d - N_d mu_d, [V]. */
    private static double[] residual(DocumentCounts document, double[] logWordProbabilities) {
        double[] residual = new double[logWordProbabilities.length];
        for (int v = 0; v < residual.length; v++) {
            residual[v] = -document.tokenCount() * Math.exp(logWordProbabilities[v]);
        }
        for (int i = 0; i < document.rows().length; i++) {
            residual[document.rows()[i]] += document.counts()[i];
        }
        return residual;
    }

    static Stream<Arguments> sizesAndDecoders() {
        return Stream.of(false, true).flatMap(deep -> Arrays.stream(SIZES).mapToObj(size -> Arguments.of(size, deep)));
    }

    /** Everything computed from a mini-batch has the same bits on two and three threads as on one. */
    @ParameterizedTest
    @MethodSource("sizesAndDecoders")
    void shouldGiveTheSameBitsWithAnyNumberOfThreads(int size, boolean deep) {
        // When
        List<double[]> onOne = results(size, deep, 1);

        // Then
        for (int threadCount = 2; threadCount <= 3; threadCount++) {
            List<double[]> onSeveral = results(size, deep, threadCount);
            assertThat(onSeveral).hasSameSizeAs(onOne);
            for (int i = 0; i < onOne.size(); i++) {
                assertThat(onSeveral.get(i))
                        .as("array %d of the results on %d threads", i, threadCount)
                        .isEqualTo(onOne.get(i));
            }
        }
    }

    /** Refined psi by Adam and by the decoder's own refiner, ELBO, derivatives by psi and by every parameter, word vectors. */
    private static List<double[]> results(int size, boolean deep, int threadCount) {
        try (Workers workers = Workers.of(threadCount)) {
            GenerativeModel model = TinyModels.wide(4, deep, workers);
            MiniBatch miniBatch = TinyModels.open(model, TinyModels.wideDocuments(4, size));
            VariationalParameters psi = TinyModels.psi(5, size);
            Matrix noise = TinyModels.gaussian(6, size);
            List<double[]> results = new ArrayList<>();
            addTo(results, new AdamRefiner(2, 0.1).refine(miniBatch, psi, TinyModels.noise(7)));
            Refiner own =
                    deep ? new FisherRefiner(3, TinyModels.LATENT_SIZE) : new NewtonRefiner(2, TinyModels.LATENT_SIZE);
            addTo(results, own.refine(miniBatch, psi, TinyModels.noise(7)));
            results.add(Elbo.evaluate(miniBatch, psi, noise, true).perDocument());
            VariationalParameters dPsi = VariationalParameters.prior(size, TinyModels.LATENT_SIZE);
            results.add(
                    Elbo.differentiateByPsi(miniBatch, psi, noise, true, dPsi).perDocument());
            addTo(results, dPsi);
            results.add(
                    Elbo.differentiateByParameters(miniBatch, psi, noise, true).perDocument());
            model.parameters().forEach(parameter -> addTo(results, parameter.gradient()));
            addTo(results, model.jacobianVectors(TinyModels.logitOffset(model), TinyModels.noise(8), size));
            return results;
        }
    }

    private static void addTo(List<double[]> results, VariationalParameters psi) {
        addTo(results, psi.mean());
        addTo(results, psi.logVariance());
    }

    private static void addTo(List<double[]> results, Matrix matrix) {
        results.add(ReferenceParameters.toDoubles(matrix.values()));
    }
}
