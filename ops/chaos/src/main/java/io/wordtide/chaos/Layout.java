package io.wordtide.chaos;

import io.wordtide.schema.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many of everything a run has.
 *
 * @param models with more than one, each document goes to the model of its source
 * @param instances of the application, at the beginning
 * @param threads stream threads of each instance
 * @param shards of each model
 */
record Layout(int models, int instances, int threads, int shards) {

    /** One model on one instance with the default number of threads. */
    static final Layout SINGLE = new Layout(1, 1, 2, 1);

    /** One model is awake at a time: each mini-batch wakes one and puts another to sleep. */
    private static final Map<String, String> MANY_MODELS = Map.of(
            "wordtide.model.route", "source",
            "wordtide.models.maximum", "1000",
            "wordtide.models.memory", "1",
            "wordtide.mini-batch.size", "5",
            "wordtide.vocabulary.minimum.document.frequency", "2");

    /** The smallest mini-batch that is sent to four shards. */
    private static final Map<String, String> SHARDED = Map.of("wordtide.mini-batch.size", "100");

    Layout {
        if (models < 1 || instances < 1 || threads < 1 || shards < 1) {
            throw new IllegalArgumentException("expected at least one model, instance, thread and shard, found "
                    + models + ", " + instances + ", " + threads + ", " + shards);
        }
    }

    /** Settings of the application. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(models == 1 ? Map.of() : MANY_MODELS);
        settings.put("num.stream.threads", Integer.toString(threads));
        if (shards > 1) {
            settings.putAll(SHARDED);
            settings.put("wordtide.model.shards", Integer.toString(shards));
        }
        return settings;
    }

    /** Spreads documents over the sources of the models, one after the other. */
    List<Document> spread(List<Document> documents) {
        return models == 1
                ? documents
                : IntStream.range(0, documents.size())
                        .mapToObj(n -> Document.newBuilder(documents.get(n))
                                .setSource("source " + n % models)
                                .build())
                        .toList();
    }

    /**
     * Bags that may wait for their mini-batch when nothing more can be learned. Documents without a source have a model of
     * their own.
     */
    long mostWaiting(int batchSize) {
        return (models == 1 ? 1L : models + 1L) * (batchSize - 1);
    }

    @Override
    public String toString() {
        return "%d model%s, %d instance%s of %d threads, %d shard%s"
                .formatted(models, s(models), instances, s(instances), threads, shards, s(shards));
    }

    private static String s(int count) {
        return count == 1 ? "" : "s";
    }

    /** As options of the command line; empty for {@link #SINGLE}. */
    String options() {
        return option("models", models, SINGLE.models)
                + option("instances", instances, SINGLE.instances)
                + option("threads", threads, SINGLE.threads)
                + option("shards", shards, SINGLE.shards);
    }

    private static String option(String name, int value, int usual) {
        return value == usual ? "" : " --" + name + " " + value;
    }
}
