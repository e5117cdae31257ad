package io.wordtide.streams.shard;

import io.wordtide.learn.ModelSnapshot;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.streams.config.WordtideConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A learner as bytes with its document frequencies, for another instance. Stateless, thread-safe. */
final class ModelState {

    private ModelState() {}

    static byte[] encode(OnlineLearner learner) {
        return Frame.encode(out -> {
            byte[] snapshot = ModelSnapshot.encode(learner);
            out.writeInt(snapshot.length);
            out.write(snapshot);
            out.writeLong(learner.documentFrequencies().documentCount());
            Map<String, Double> weights = learner.documentFrequencies().weights();
            out.writeInt(weights.size());
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                Frame.writeText(weight.getKey(), out);
                out.writeDouble(weight.getValue());
            }
        });
    }

    /**
     * @throws io.wordtide.snapshot.SnapshotException if the bytes are damaged or belong to a differently configured model
     * @throws java.io.UncheckedIOException if they are no state
     */
    static OnlineLearner decode(byte[] bytes, WordtideConfig config) {
        return Frame.decode(bytes, in -> read(in, config));
    }

    private static OnlineLearner read(DataInputStream in, WordtideConfig config) throws IOException {
        byte[] snapshot = Frame.readBytes(in, in.readInt());
        long documentCount = in.readLong();
        int termCount = Frame.readCount(in, Integer.BYTES + Double.BYTES);
        Map<String, Double> weights = new HashMap<>();
        for (int i = 0; i < termCount; i++) {
            weights.put(Frame.readText(in), in.readDouble());
        }
        return ModelSnapshot.decode(
                snapshot,
                config.learner(),
                config.vocabulary(),
                config.documentFrequencies().goOnFrom(documentCount, weights));
    }
}
