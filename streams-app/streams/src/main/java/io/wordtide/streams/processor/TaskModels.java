package io.wordtide.streams.processor;

import io.wordtide.streams.config.ModelsSettings;
import io.wordtide.streams.config.ModelsSettings.Beyond;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.shard.RoundExchange;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.topics.InternalTopics;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The models of one task, asleep or awake, up to {@code wordtide.models.maximum} of them. Who writes a document names
 * its model, so without a bound a stranger could fill the disk with models.
 */
final class TaskModels {

    /** Models beyond the maximum that are remembered, so that each is reported once. */
    private static final int REMEMBERED = 1_000;

    private final WordtideConfig config;
    private final ModelsSettings settings;
    private final LearnerStores stores;
    private final RoundExchange exchange;
    private final String overflowModelId;

    /** By model id; sorted, so that mini-batches that linger at the same time are learned in the same order. */
    private final NavigableMap<String, ModelSession> sessions = new TreeMap<>();

    private final Set<String> reported = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param partition of the bags topic, which the task reads */
    TaskModels(WordtideConfig config, LearnerStores stores, RoundExchange exchange, int partition) {
        this.exchange = exchange;
        this.config = config;
        this.settings = config.models();
        this.stores = stores;
        this.overflowModelId = overflowModelId(config, partition);
    }

    /** Opens all models of the stores; they stay asleep. */
    void open() {
        for (String modelId : stores.snapshots().modelIds()) {
            sessions.put(modelId, ModelSession.open(modelId, config, stores, exchange));
        }
    }

    /**
     * The model that learns the documents of a model id: the model of that id, which begins if there is none; beyond
     * the maximum, what {@code wordtide.models.beyond} says.
     *
     * @return empty if no model learns them
     */
    Optional<ModelSession> of(String modelId) {
        ModelSession known = sessions.get(modelId);
        if (known != null) {
            return Optional.of(known);
        }
        if (sessions.size() < settings.maximum()) {
            return Optional.of(begin(modelId));
        }
        return settings.beyond() == Beyond.DEFAULT_MODEL
                ? Optional.of(
                        Optional.ofNullable(sessions.get(overflowModelId)).orElseGet(() -> begin(overflowModelId)))
                : Optional.empty();
    }

    private ModelSession begin(String modelId) {
        ModelSession begun = ModelSession.begin(modelId, config, stores, exchange);
        sessions.put(modelId, begun);
        return begun;
    }

    /** Whether it has not been reported yet that a model is beyond the maximum; true once, for some time. */
    boolean isNews(String modelId) {
        return reported.add(modelId);
    }

    /** Those that the task holds. */
    Collection<ModelSession> all() {
        return sessions.values();
    }

    /** Ids of those that the task holds. */
    Set<String> ids() {
        return sessions.keySet();
    }

    Optional<ModelSession> get(String modelId) {
        return Optional.ofNullable(sessions.get(modelId));
    }

    /** Whether a model is one of this task's. */
    boolean holds(ModelSession session) {
        return sessions.get(session.modelId()) == session;
    }

    /** A copy of all, beginning behind a model id, so that each has its turn. */
    List<ModelSession> behind(String modelId) {
        return Stream.concat(
                        sessions.tailMap(modelId, false).values().stream(),
                        sessions.headMap(modelId, true).values().stream())
                .toList();
    }

    /**
     * The first of {@code default}, {@code default-1}, {@code default-2}, ... whose documents come to this partition
     * anyway, so that HTTP requests and other tools find it where they look for it.
     */
    private static String overflowModelId(WordtideConfig config, int partition) {
        return Stream.concat(
                        Stream.of(config.defaultModelId()),
                        IntStream.iterate(1, n -> n + 1).mapToObj(n -> config.defaultModelId() + "-" + n))
                .filter(id ->
                        InternalTopics.partition(id, config.topicPartitions()) == partition % config.topicPartitions())
                .findFirst()
                .orElseThrow();
    }
}
