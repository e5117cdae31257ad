package io.wordtide.server.http;

import io.javalin.http.Context;
import io.wordtide.server.http.Models.Viewed;
import io.wordtide.text.TextAnalyzer;
import io.wordtide.vectors.WordVectors;
import io.wordtide.vectors.WordVectors.Neighbour;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.VectorUtil;

/** A model's words and their vectors. Thread-safe. */
final class WordHandlers {

    private final Models models;
    private final WordMaps maps = new WordMaps();
    private final String analyzer;

    /** @param analyzer name of the analyzer that turns words into terms */
    WordHandlers(Models models, String analyzer) {
        this.models = models;
        this.analyzer = analyzer;
    }

    /** @param vector [K] */
    record Word(String model, long version, String word, long documentFrequency, double norm, float[] vector) {}

    record Neighbours(String model, long version, String word, List<Neighbour> neighbours) {}

    record WordMap(String model, long version, List<WordMaps.Place> words) {}

    void word(Context context) throws InterruptedException {
        Viewed model = models.viewed(context);
        String word = known(context, model);
        float[] vector = model.view().wordVectors().vector(word);
        context.json(new Word(
                model.id(),
                model.view().version(),
                word,
                model.view().documentFrequency(word),
                Math.sqrt(VectorUtil.dotProduct(vector, vector)),
                vector));
    }

    void neighbours(Context context) throws InterruptedException {
        int count = Parameters.number(context, "count", 10, 1, 100);
        Viewed model = models.viewed(context);
        String word = known(context, model);
        context.json(new Neighbours(
                model.id(),
                model.view().version(),
                word,
                model.view().wordVectors().nearest(word, count)));
    }

    void map(Context context) throws InterruptedException {
        int count = Parameters.number(context, "count", 1_000, 1, 5_000);
        Viewed model = models.viewed(context);
        context.json(new WordMap(model.id(), model.view().version(), maps.of(model.id(), model.view(), count)));
    }

    /** The word as written, or else the term that the analyzer turns it into. */
    private String known(Context context, Viewed model) {
        String written = context.pathParam("word");
        WordVectors vectors = model.view().wordVectors();
        if (vectors.contains(written)) {
            return written;
        }
        return analyzed(written)
                .filter(vectors::contains)
                .orElseThrow(() -> Problem.notFound(
                        "expected a word that the model has a vector for, found " + Parameters.excerpt(written)));
    }

    /** Uses a new analyzer for each request: one that failed in the middle of a word cannot be reused. */
    private Optional<String> analyzed(String written) {
        try (TextAnalyzer fresh = TextAnalyzer.named(analyzer)) {
            List<String> terms = fresh.analyze(written).terms();
            return terms.size() == 1 ? Optional.of(terms.get(0)) : Optional.empty();
        }
    }
}
