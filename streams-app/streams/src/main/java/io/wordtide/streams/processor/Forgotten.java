package io.wordtide.streams.processor;

import static java.util.Objects.requireNonNull;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.learn.WordVector;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.story.Story;
import io.wordtide.streams.store.ForgetRequests.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The outcome of forgetting documents: what their certificates say, and what has to be published so that the topics show the
 * model without them.
 *
 * @param version mini-batches that the model without the documents has learned
 * @param space of its vectors
 * @param certificates one for each document that was forgotten
 * @param sentAgain ids of those that arrived again later, whose embeddings are other documents'
 * @param missing ids of documents that were not in the journal, so that nothing was done about them
 * @param waitingAgain learned documents that wait for a mini-batch again, minus waiting ones that were forgotten
 * @param words vectors as the model without the documents has published them
 * @param lostWords words that it has not published, unlike the one with them
 * @param stories as it has published them
 * @param lostStories ids of stories that it has not published, unlike the one with them
 */
record Forgotten(
        String modelId,
        long version,
        long space,
        List<ForgottenDocument> certificates,
        Set<String> sentAgain,
        Set<String> missing,
        int waitingAgain,
        List<WordVector> words,
        Set<String> lostWords,
        List<Story> stories,
        Set<String> lostStories) {

    /** Of documents of which none was in the journal. */
    static Forgotten nothing(String modelId, Map<String, Request> requests) {
        return new Forgotten(
                modelId,
                0,
                0,
                List.of(),
                Set.of(),
                Set.copyOf(requests.keySet()),
                0,
                List.of(),
                Set.of(),
                List.of(),
                Set.of());
    }

    /**
     * @param before the model with the documents
     * @param waitingAgain see above
     */
    static Forgotten of(String modelId, Forgetting done, OnlineLearner before, int waitingAgain, Instant now) {
        OnlineLearner after = done.learner();
        Set<String> missing = new TreeSet<>(done.requests().keySet());
        missing.removeAll(done.removedCounts().keySet());
        String fingerprint = StateFingerprint.of(after);
        List<ForgottenDocument> certificates = new ArrayList<>();
        for (String id : new TreeSet<>(done.removedCounts().keySet())) {
            int counted = certificates.isEmpty() ? waitingAgain : 0;
            certificates.add(certificate(modelId, id, done, fingerprint, counted, now));
        }
        List<WordVector> words = after.publishedWords();
        List<Story> stories = after.stories().published().stream()
                .map(story -> story.withForms(after::surface))
                .toList();
        return new Forgotten(
                modelId,
                after.version(),
                after.space(),
                certificates,
                done.sentAgain(),
                missing,
                waitingAgain,
                words,
                without(ids(before.publishedWords(), WordVector::term), ids(words, WordVector::term)),
                stories,
                without(ids(before.stories().published(), Story::id), ids(stories, Story::id)));
    }

    private static <T> Set<String> ids(List<T> things, Function<T, String> id) {
        return things.stream().map(id).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> before, Set<String> after) {
        Set<String> lost = new HashSet<>(before);
        lost.removeAll(after);
        return new TreeSet<>(lost);
    }

    private static ForgottenDocument certificate(
            String modelId, String documentId, Forgetting done, String fingerprint, int waitingAgain, Instant now) {
        OnlineLearner after = done.learner();
        return ForgottenDocument.newBuilder()
                .setModel(modelId)
                .setDocumentId(documentId)
                .setRecordCount(requireNonNull(done.removedCounts().get(documentId)))
                .setRequestedAt(requireNonNull(done.requests().get(documentId)).requestedAt())
                .setForgottenAt(now)
                .setModelVersion(after.version())
                .setFromVersion(done.fromVersion())
                .setLearnedAgainCount(done.learnedAgain())
                .setDocumentsSeen(after.documentFrequencies().documentCount())
                .setSpace(after.space())
                .setWaitingAgainCount(waitingAgain)
                .setStateSha256(fingerprint)
                .build();
    }
}
