package io.wordtide.cli.command;

import com.google.common.primitives.Floats;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.connection.TopicTail;
import io.wordtide.cli.option.ModelOption;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.vectors.WordVectors;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest vector of each word, as in a compacted topic: later records of a key replace earlier ones, a tombstone
 * removes the word. For one thread.
 */
final class TopicWords {

    /** Of the models that may be wanted: documents may choose their models, so there may be thousands. */
    private final Map<String, WordEmbedding> newestByKey = new HashMap<>();

    private final SortedSet<String> otherModels = new TreeSet<>();
    private final ModelOption wanted;

    TopicWords(ModelOption wanted) {
        this.wanted = wanted;
    }

    /**
     * The words of a model by term, as the topic holds them now.
     *
     * @param model which model, if there are several
     * @throws CommandException if there are none, or the model is ambiguous
     */
    static Map<String, WordEmbedding> read(ClusterConnection connection, ModelOption model, StopSignal stop) {
        TopicWords words = new TopicWords(model);
        try (TopicTail<WordEmbedding> tail = new TopicTail<>(
                connection.consumerProperties(), connection.topics().wordEmbeddings())) {
            stop.onStop(tail::stop);
            tail.readToEnd(words::add);
        }
        SortedSet<String> models = words.models();
        if (models.isEmpty()) {
            throw new CommandException(
                    "expected word embeddings on the topic, found none; let Wordtide learn more mini-batches first: it"
                            + " publishes words every wordtide.words.publish.interval mini-batches");
        }
        return words.ofModel(model.choose(models, connection.config().defaultModelId(), "word embeddings"));
    }

    void add(ConsumerRecord<String, WordEmbedding> record) {
        if (record.value() != null && wanted.mayBe(record.value().getModel())) {
            newestByKey.put(record.key(), record.value());
            return;
        }
        newestByKey.remove(record.key());
        if (record.value() != null) {
            otherModels.add(record.value().getModel());
        }
    }

    /** Ids of the models that have words. */
    SortedSet<String> models() {
        SortedSet<String> models = new TreeSet<>(otherModels);
        newestByKey.values().forEach(word -> models.add(word.getModel()));
        return models;
    }

    /** The words of one model by term. */
    Map<String, WordEmbedding> ofModel(String model) {
        Map<String, WordEmbedding> words = new TreeMap<>();
        newestByKey.values().stream()
                .filter(word -> word.getModel().equals(model))
                .forEach(word -> words.put(word.getTerm(), word));
        return words;
    }

    /** Terms by their surface forms in small letters; of a form of several terms, that of the most frequent one. */
    static Map<String, String> termByForm(Map<String, WordEmbedding> words) {
        Map<String, WordEmbedding> wordByForm = new HashMap<>();
        words.values().stream()
                .filter(word -> !word.getSurface().isEmpty())
                .forEach(word -> wordByForm.merge(
                        word.getSurface().toLowerCase(Locale.ROOT),
                        word,
                        (one, other) -> other.getDocumentFrequency() > one.getDocumentFrequency() ? other : one));
        Map<String, String> termByForm = new HashMap<>();
        wordByForm.forEach((form, word) -> termByForm.put(form, word.getTerm()));
        return termByForm;
    }

    /** How the stream writes words, by term, where that differs from the term. */
    static Map<String, String> surfaces(Map<String, WordEmbedding> words) {
        Map<String, String> surfaces = new HashMap<>();
        words.forEach((term, word) -> {
            if (!word.getSurface().isEmpty()) {
                surfaces.put(term, word.getSurface());
            }
        });
        return surfaces;
    }

    /** The vectors of a model's words, in the order of the terms. */
    static WordVectors vectors(Map<String, WordEmbedding> words) {
        return new WordVectors(
                List.copyOf(words.keySet()),
                words.values().stream()
                        .map(word -> Floats.toArray(word.getVector()))
                        .toList());
    }
}
