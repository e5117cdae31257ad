package io.wordtide.cli.forget;

import io.wordtide.streams.store.ForgettingPlan;
import io.wordtide.streams.store.ForgettingPlan.Reach;
import io.wordtide.streams.store.LearnerStores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What would happen if an application were asked to forget documents, as its stores are now. */
public final class ForgetPlan {

    /** Lines about how far journals reach; documents may choose their models, so there may be thousands. */
    private static final int MOST_REACHES = 20;

    private final int keep;
    private final List<OfModel> models;
    private final Set<LearnedDocument> documents = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    /**
     * A model.
     *
     * @param plan empty if it can forget none of the documents
     * @param learnedSince documents that it has learned since the state from which it learns again, if it does
     * @param reach empty if its journal has no document
     * @param reachCount documents in the part of the journal that it can learn again
     */
    private record OfModel(
            String modelId, Optional<ForgettingPlan> plan, long learnedSince, Optional<Reach> reach, long reachCount) {

        static OfModel of(String modelId, LearnerStores stores, int keep, Set<String> ids) {
            Optional<ForgettingPlan> plan =
                    ForgettingPlan.of(modelId, stores, keep, (id, sequence) -> ids.contains(id));
            long learnedSince = plan.map(found ->
                            stores.journal().summary(modelId, found.start()).learnedDocuments())
                    .orElse(0L);
            Optional<Reach> reach = Reach.of(modelId, stores, keep);
            AtomicLong count = new AtomicLong();
            reach.ifPresent(found -> stores.journal()
                    .readIds(modelId, found.start(), (sequence, id, isSkipped) -> count.incrementAndGet()));
            return new OfModel(modelId, plan, learnedSince, reach, count.get());
        }
    }

    private ForgetPlan(int keep, List<OfModel> models, Set<String> ids) {
        this.keep = keep;
        this.models = models;
        for (String id : ids) {
            List<LearnedDocument> found = models.stream()
                    .filter(model ->
                            model.plan().filter(plan -> plan.ids().contains(id)).isPresent())
                    .map(model -> new LearnedDocument(id, model.modelId()))
                    .toList();
            documents.addAll(found);
            if (found.isEmpty()) {
                missing.add(id);
            }
        }
    }

    /**
     * The plan for some documents.
     *
     * @param stores of a model, by its id
     * @param keep snapshots that the application keeps
     */
    public static ForgetPlan of(
            Collection<String> modelIds, Function<String, LearnerStores> stores, int keep, Set<String> ids) {
        return new ForgetPlan(
                keep,
                modelIds.stream()
                        .map(modelId -> OfModel.of(modelId, stores.apply(modelId), keep, ids))
                        .toList(),
                ids);
    }

    /** What can be forgotten; a document may be in the journals of several models. */
    public Set<LearnedDocument> documents() {
        return Collections.unmodifiableSet(documents);
    }

    /** The ids of the documents that can be forgotten, in the order in which they were given. */
    public List<String> found() {
        return documents.stream().map(LearnedDocument::documentId).distinct().toList();
    }

    /** Ids of the documents that no model can forget, in the order in which they were given. */
    public Set<String> missing() {
        return missing;
    }

    /** For a person: where each document is, and what happens to each model. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        documents.stream()
                .collect(Collectors.groupingBy(
                        LearnedDocument::documentId,
                        LinkedHashMap::new,
                        Collectors.mapping(LearnedDocument::modelId, Collectors.joining(", "))))
                .forEach((id, in) -> lines.add("%s: in the journal of model %s".formatted(id, in)));
        for (OfModel model : models) {
            model.plan()
                    .ifPresent(plan -> lines.add(
                            "model %s goes back to %s and learns again what it has learned since (documents: %,d), without these %,d"
                                    .formatted(
                                            model.modelId(),
                                            state(plan),
                                            model.learnedSince(),
                                            plan.ids().size())));
        }
        return lines;
    }

    private static String state(ForgettingPlan plan) {
        return plan.from()
                .map(kept -> "its snapshot of version " + kept.version())
                .orElse("its beginning");
    }

    /** Whether each journal reaches back to the beginning of its model, and so has all that was ever learned. */
    public boolean areJournalsWhole() {
        return models.stream()
                .allMatch(model -> model.reach().map(Reach::isBeginning).orElse(false));
    }

    /** For a person: how far back each journal reaches. */
    public List<String> linesOfReach() {
        if (models.isEmpty()) {
            return List.of("the application has no model yet");
        }
        List<String> lines = new ArrayList<>();
        models.stream().limit(MOST_REACHES).map(this::reach).forEach(lines::add);
        if (models.size() > MOST_REACHES) {
            lines.add("and %,d more models".formatted(models.size() - MOST_REACHES));
        }
        return lines;
    }

    private String reach(OfModel model) {
        String journal = "  the journal of model " + model.modelId();
        if (model.reach().map(Reach::isBeginning).orElse(false)) {
            return journal
                    + " reaches back to its beginning (documents: %,d): this model has not learned them"
                            .formatted(model.reachCount());
        }
        String reaches = model.reach()
                .map(reach -> " reaches back %,d documents, to number %,d in the order of arrival"
                        .formatted(model.reachCount(), reach.start() + 1))
                .orElse(" has no documents");
        return journal + reaches
                + ": this model has not learned them, or did so longer ago; a larger wordtide.snapshot.keep (now "
                + keep
                + ") lets it reach further back from then on";
    }
}
