package io.wordtide.transformer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2 in ONNX Runtime, on one thread: six layers of width 384, 22.7 million parameters, in single precision.
 *
 * <p>An embedding is the mean of the last layer over the word pieces, divided by its norm; of a text with more than
 * {@link #MAXIMUM_PIECES} pieces only the beginning counts, as in the model's own configuration. A text is a batch of its
 * own, so that no processor time goes into padding. Not thread-safe.
 *
 * <p>See: Reimers and Gurevych, "Sentence-BERT", EMNLP 2019; Wang et al., "MiniLM", NeurIPS 2020.
 */
final class SentenceTransformer implements AutoCloseable {

    /** With the two that mark the start and the end. */
    static final int MAXIMUM_PIECES = 256;

    private static final String NETWORK = "/all-minilm-l6-v2.onnx";
    private static final String PIECES = "/all-minilm-l6-v2-tokenizer.json";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    /**
     * The embedding of a text.
     *
     * @param vector [384], of norm 1
     * @param pieceCount word pieces that were read
     */
    record Embedded(float[] vector, int pieceCount) {}

    private SentenceTransformer(byte[] network, InputStream pieces) throws IOException, OrtException {
        tokenizer = HuggingFaceTokenizer.newInstance(
                pieces,
                // the file says 128 pieces, and pads to them
                Map.of(
                        "padding",
                        "false",
                        "truncation",
                        "true",
                        "maxLength",
                        Integer.toString(MAXIMUM_PIECES),
                        "modelMaxLength",
                        Integer.toString(MAXIMUM_PIECES)));
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(network, options);
        }
    }

    /** Reads the model from the class path. */
    static SentenceTransformer load() throws IOException, OrtException {
        try (InputStream network = resource(NETWORK);
                InputStream pieces = resource(PIECES)) {
            return new SentenceTransformer(network.readAllBytes(), pieces);
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        @Nullable InputStream resource = SentenceTransformer.class.getResourceAsStream(name);
        if (resource == null) {
            throw new FileNotFoundException("expected " + name + " on the class path, found none; build again");
        }
        return resource;
    }

    Embedded embed(String text) throws OrtException {
        Encoding encoding = tokenizer.encode(text);
        long[] ids = encoding.getIds(); // [T]
        try (OnnxTensor pieces = sequence(ids);
                OnnxTensor mask = sequence(encoding.getAttentionMask());
                OnnxTensor types = sequence(encoding.getTypeIds());
                OrtSession.Result result =
                        session.run(Map.of("input_ids", pieces, "attention_mask", mask, "token_type_ids", types))) {
            OnnxTensor last = (OnnxTensor) result.get(0); // [1, T, 384]
            return new Embedded(meanDirection(last.getFloatBuffer(), ids.length), ids.length);
        }
    }

    private OnnxTensor sequence(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /**
     * The mean of rows, divided by its norm.
     *
     * @param rows [T, K]
     * @return [K]
     */
    static float[] meanDirection(FloatBuffer rows, int rowCount) {
        int size = rows.remaining() / rowCount;
        double[] sums = new double[size];
        for (int i = 0; i < rowCount * size; i++) {
            sums[i % size] += rows.get(i);
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        double norm = Math.sqrt(squares);
        float[] direction = new float[size];
        for (int k = 0; k < size; k++) {
            direction[k] = (float) (sums[k] / norm);
        }
        return direction;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        tokenizer.close();
    }
}
