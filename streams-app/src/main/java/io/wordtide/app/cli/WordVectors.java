package io.wordtide.app.cli;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import io.wordtide.schema.WordEmbedding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest vector of each word, as a compacted topic holds them: later records of a key replace earlier ones, a
 * tombstone removes the word. For one thread.
 */
final class WordVectors {

    /** Misspelt words are this many letters off, not more. */
    private static final int FARTHEST_SPELLING = 3;

    private final Map<String, WordEmbedding> newestByKey = new HashMap<>();

    /**
     * A word near another one.
     *
     * @param term the word
     * @param cosine cosine of the two vectors, -1 to 1
     * @param documentFrequency documents that contain the word
     */
    record Neighbour(String term, double cosine, long documentFrequency) {}

    void add(ConsumerRecord<String, WordEmbedding> record) {
        if (record.value() == null) {
            newestByKey.remove(record.key());
        } else {
            newestByKey.put(record.key(), record.value());
        }
    }

    /** Ids of the models that have words. */
    SortedSet<String> models() {
        SortedSet<String> models = new TreeSet<>();
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

    /** The words with the greatest cosine to a word, the nearest first; the word itself is left out. */
    static List<Neighbour> nearest(WordEmbedding word, Map<String, WordEmbedding> words, int count) {
        return words.values().stream()
                .filter(other -> !other.getTerm().equals(word.getTerm()))
                .map(other -> new Neighbour(
                        other.getTerm(), cosine(word.getVector(), other.getVector()), other.getDocumentFrequency()))
                .sorted(comparingDouble(Neighbour::cosine).reversed())
                .limit(count)
                .toList();
    }

    /** The known words whose spelling is nearest, at most three; none if all are too far. */
    static List<String> spelledLike(String term, Map<String, WordEmbedding> words) {
        LevenshteinDistance distance = new LevenshteinDistance(FARTHEST_SPELLING);
        return words.keySet().stream()
                .filter(known -> distance.apply(term, known) >= 0)
                .sorted(comparingInt(known -> distance.apply(term, known)))
                .limit(3)
                .toList();
    }

    /** The word as it is written, or else in the analyzer's form. */
    static Optional<WordEmbedding> find(String written, TermForms forms, Map<String, WordEmbedding> words) {
        return Optional.ofNullable(words.get(written))
                .or(() -> forms.analyzed(written).map(words::get));
    }

    /** 0 if one of them is a vector of zeros, as that of a word no document has taught yet. */
    static double cosine(List<Float> a, List<Float> b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.size(); i++) {
            double x = a.get(i);
            double y = b.get(i);
            dot += x * y;
            squaresOfA += x * x;
            squaresOfB += y * y;
        }
        double norms = Math.sqrt(squaresOfA) * Math.sqrt(squaresOfB);
        return norms == 0 ? 0 : dot / norms;
    }
}
