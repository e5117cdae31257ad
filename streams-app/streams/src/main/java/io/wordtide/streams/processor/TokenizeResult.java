package io.wordtide.streams.processor;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.WordCounts;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** The outcome for a document: a bag of words on its way to a model, or a dead letter. */
public sealed interface TokenizeResult {

    /** The bag by the id of its model, or null by the id of a document that is to be forgotten, if any. */
    default List<KeyValue<String, @Nullable WordCounts>> routed() {
        return List.of();
    }

    /** The dead letter, if any. */
    default List<DeadLetter> refused() {
        return List.of();
    }

    /** A document that can be learned. */
    record Routed(String modelId, WordCounts bag) implements TokenizeResult {

        @Override
        public List<KeyValue<String, @Nullable WordCounts>> routed() {
            return List.of(KeyValue.pair(modelId, bag));
        }
    }

    /** A document that whichever model has learned it is to forget. */
    record ToForget(String documentId) implements TokenizeResult {

        @Override
        public List<KeyValue<String, @Nullable WordCounts>> routed() {
            return List.of(KeyValue.pair(documentId, null));
        }
    }

    /** A record that cannot be learned. */
    record Refused(DeadLetter deadLetter) implements TokenizeResult {

        @Override
        public List<DeadLetter> refused() {
            return List.of(deadLetter);
        }
    }
}
