package io.wordtide.server.http;

import io.javalin.http.Context;
import io.wordtide.learn.Dimension;
import io.wordtide.learn.ModelView;
import io.wordtide.server.http.Models.Viewed;
import io.wordtide.snapshot.ModelProvenance;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.view.ModelSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Models as a whole. Thread-safe. */
final class ModelHandlers {

    /** Query parameter: models on a page. */
    static final String COUNT = "count";

    /** Query parameter: the id before the first one of the page. */
    static final String AFTER = "after";

    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final Models models;
    private final String preset;
    private final boolean livingVocabulary;

    ModelHandlers(Models models, WordtideConfig config) {
        this.models = models;
        this.preset = config.preset();
        this.livingVocabulary = !config.modelSettings().containsKey(WordtideKeys.VOCABULARY_FILE);
    }

    /** @param vocabularySize words that have a row; null while the instance has not needed the model yet */
    record Model(
            String model,
            long version,
            long documentsSeen,
            @Nullable Integer vocabularySize) {

        static Model of(ModelSummary summary) {
            return new Model(
                    summary.modelId(),
                    summary.version(),
                    summary.documentsSeen(),
                    summary.vocabularySize().isPresent()
                            ? summary.vocabularySize().getAsInt()
                            : null);
        }
    }

    /**
     * @param total models of the instance, on all pages
     * @param next what to pass as {@code after} for the next page; null on the last one
     */
    record PageOfModels(
            List<Model> models, int total, @Nullable String next) {}

    /** @param mode living or fixed */
    record VocabularySize(String mode, int size, int capacity) {}

    /**
     * @param space number of the space in which the model publishes vectors
     * @param spaceResidual what the map to it left at the last publication of words, 0 to 2
     * @param singularValues of the Jacobian vectors, descending
     * @param dimensions directions of the space, named by words
     */
    record ModelInFull(
            String model,
            long version,
            long documentsSeen,
            VocabularySize vocabulary,
            int latentSize,
            String preset,
            Map<String, String> configuration,
            Map<String, String> provenance,
            long space,
            double spaceResidual,
            double[] singularValues,
            List<Dimension> dimensions) {}

    void all(Context context) {
        int count = Parameters.number(context, COUNT, DEFAULT_PAGE, 1, LARGEST_PAGE);
        String after = Objects.requireNonNullElse(context.queryParam(AFTER), "");
        List<Model> page = models.page(after, count + 1).stream().map(Model::of).toList();
        boolean last = page.size() <= count;
        context.json(new PageOfModels(
                last ? page : page.subList(0, count),
                models.count(),
                last ? null : page.get(count - 1).model()));
    }

    void model(Context context) throws InterruptedException {
        Viewed model = models.viewed(context);
        ModelView view = model.view();
        context.json(new ModelInFull(
                model.id(),
                view.version(),
                view.documentsSeen(),
                new VocabularySize(
                        livingVocabulary ? "living" : "fixed", view.vocabularySize(), view.vocabularyCapacity()),
                view.config().latentSize(),
                preset,
                view.config().describe(),
                ModelProvenance.current().describePlatform(),
                view.space(),
                view.residual(),
                view.singularValues(),
                view.dimensions()));
    }
}
