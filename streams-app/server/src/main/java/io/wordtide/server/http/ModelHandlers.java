package io.wordtide.server.http;

import io.javalin.http.Context;
import io.wordtide.learn.ModelView;
import io.wordtide.server.http.Models.Viewed;
import io.wordtide.snapshot.ModelProvenance;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Models as a whole. Thread-safe. */
final class ModelHandlers {

    private final Models models;
    private final String preset;
    private final boolean livingVocabulary;

    ModelHandlers(Models models, WordtideConfig config) {
        this.models = models;
        this.preset = config.preset();
        this.livingVocabulary = !config.modelSettings().containsKey(WordtideKeys.VOCABULARY_FILE);
    }

    record Model(String model, long version, long documentsSeen, int vocabularySize) {}

    record AllModels(List<Model> models) {}

    /** @param mode living or fixed */
    record VocabularySize(String mode, int size, int capacity) {}

    /** @param singularValues of the Jacobian vectors, descending */
    record ModelInFull(
            String model,
            long version,
            long documentsSeen,
            VocabularySize vocabulary,
            int latentSize,
            String preset,
            Map<String, String> configuration,
            Map<String, String> provenance,
            double[] singularValues) {}

    void all(Context context) {
        List<Model> all = models.here().stream()
                .map(id -> models.view(id).map(view -> summary(id, view)).orElse(null))
                .filter(Objects::nonNull)
                .toList();
        context.json(new AllModels(all));
    }

    void model(Context context) {
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
                view.singularValues()));
    }

    private static Model summary(String id, ModelView view) {
        return new Model(id, view.version(), view.documentsSeen(), view.vocabularySize());
    }
}
