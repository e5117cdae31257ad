package io.wordtide.server.http;

import io.javalin.http.Context;
import io.wordtide.learn.ModelView;
import io.wordtide.server.http.Models.Viewed;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.WordLookup;
import io.wordtide.vectors.WordVectors.Neighbour;
import java.util.List;
import org.apache.lucene.util.VectorUtil;

/** A model's words and their vectors. Thread-safe. */
final class WordHandlers {

    private final Models models;
    private final WordMaps maps = new WordMaps();
    private final WordtideConfig config;

    /** @param config has the analyzer that turns words into terms */
    WordHandlers(Models models, WordtideConfig config) {
        this.models = models;
        this.config = config;
    }

    /**
     * A word.
     *
     * @param surface how the stream writes it most often
     * @param vector [K]
     */
    record Word(
            String model,
            long version,
            String word,
            String surface,
            long documentFrequency,
            double norm,
            float[] vector) {}

    /** A word near another one. */
    record Near(String word, String surface, double cosine) {}

    record Neighbours(String model, long version, String word, String surface, List<Near> neighbours) {}

    record WordMap(String model, long version, List<WordMaps.Place> words) {}

    void word(Context context) throws InterruptedException {
        Viewed model = models.viewed(context);
        String word = known(context, model);
        float[] vector = model.view().wordVectors().vector(word);
        context.json(new Word(
                model.id(),
                model.view().version(),
                word,
                model.view().surface(word),
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
                model.view().surface(word),
                model.view().wordVectors().nearest(word, count).stream()
                        .map(near -> near(near, model.view()))
                        .toList()));
    }

    private static Near near(Neighbour neighbour, ModelView view) {
        return new Near(neighbour.word(), view.surface(neighbour.word()), neighbour.cosine());
    }

    void map(Context context) throws InterruptedException {
        int count = Parameters.number(context, "count", 1_000, 1, 5_000);
        Viewed model = models.viewed(context);
        context.json(new WordMap(model.id(), model.view().version(), maps.of(model.id(), model.view(), count)));
    }

    /** The word as written, the term that the stream writes so, or the one that the analyzer turns it into. */
    private String known(Context context, Viewed model) {
        String written = context.pathParam("word");
        ModelView view = model.view();
        return new WordLookup(view.wordVectors()::contains, view::termByForm, word -> forms(word, model.id()))
                .find(written)
                .orElseThrow(() -> Problem.notFound(
                        "expected a word that the model has a vector for, found " + Parameters.excerpt(written)));
    }

    /** Uses a new analyzer for each request: one that failed in the middle of a word cannot be reused. */
    private List<String> forms(String written, String modelId) {
        try (DocumentAnalyzer fresh = config.documentAnalyzer()) {
            return fresh.forms(config.modelRoute().language(modelId), written);
        }
    }
}
