package io.wordtide.streams.processor;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.store.ForgetRequests.Request;
import io.wordtide.streams.store.LearnerStores;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a model has been asked to forget, and how far that has come. Not thread-safe. */
final class PendingForgetting {

    private static final Logger LOG = LoggerFactory.getLogger(PendingForgetting.class);

    /** How learning again has come on. */
    enum Progress {
        GOES_ON,
        CAUGHT_UP,
        GIVEN_UP
    }

    private final String modelId;
    private final WordtideConfig config;
    private final LearnerStores stores;
    private boolean isAsked;
    private @Nullable Forgetting begun;

    /** Ids of all documents in the journal while requests come. */
    private @Nullable Set<String> journaledIds;

    PendingForgetting(String modelId, WordtideConfig config, LearnerStores stores) {
        this.modelId = modelId;
        this.config = config;
        this.stores = stores;
        this.isAsked = !stores.forgetRequests().of(modelId).isEmpty();
    }

    /**
     * Notes that a document is to be forgotten.
     *
     * @return false if the journal does not have the document, and nothing is to be done
     */
    boolean ask(String documentId, Request request) {
        if (!journaledIds().contains(documentId)) {
            return false;
        }
        stores.forgetRequests().add(modelId, documentId, request);
        stores.recent().remove(modelId, documentId); // one that arrives later is another document
        isAsked = true;
        return true;
    }

    /** Read once for all requests that come together. */
    private Set<String> journaledIds() {
        if (journaledIds == null) {
            Set<String> ids = new HashSet<>();
            stores.journal().readIds(modelId, 0, (sequence, id, isSkipped) -> ids.add(id));
            journaledIds = ids;
        }
        return journaledIds;
    }

    /** A document goes to the journal. */
    void arrived(String documentId) {
        if (journaledIds != null) {
            journaledIds.add(documentId);
        }
    }

    /** No more requests come for now. */
    void endRequests() {
        journaledIds = null;
    }

    boolean isAsked() {
        return isAsked;
    }

    /** Whether learning without the documents has begun; what is asked for meanwhile is forgotten afterwards. */
    boolean hasBegun() {
        return begun != null;
    }

    /** The journal has changed otherwise than by growing: learning without the documents begins again. */
    void restart() {
        begun = null;
    }

    /** Memory it takes, bytes. */
    long memoryBytes() {
        return begun == null ? 0 : begun.learner().memoryBytes();
    }

    /** Learns without the documents until a point in time of {@link System#nanoTime}. */
    Progress advance(long deadlineNanos) {
        try {
            if (begun == null) {
                begun = Forgetting.begin(modelId, config, stores, requests()).orElse(null);
            }
            if (begun == null) {
                return Progress.GIVEN_UP;
            }
            return begun.advance(deadlineNanos) ? Progress.CAUGHT_UP : Progress.GOES_ON;
        } catch (BrokenLearnerException | ProcessorStateException e) {
            LOG.error(
                    "Cannot forget: a snapshot cannot be read, or a step without the documents broke model={}",
                    modelId,
                    e);
            return Progress.GIVEN_UP;
        }
    }

    /** The one that has caught up. */
    Forgetting caughtUp() {
        return Objects.requireNonNull(begun);
    }

    private Map<String, Request> requests() {
        return begun == null ? stores.forgetRequests().of(modelId) : begun.requests();
    }

    /**
     * Gives up what cannot be forgotten. It stays learned, and is a duplicate again if it arrives again.
     *
     * @return what was to be forgotten, by document id
     */
    Map<String, Request> giveUp() {
        Map<String, Request> requests = requests();
        requests.forEach((id, request) -> stores.forgetRequests().remove(modelId, id, request));
        if (config.skipsDuplicates()) {
            stores.journal().readIds(modelId, 0, (sequence, id, isSkipped) -> {
                if (requests.containsKey(id) && !isSkipped) {
                    stores.recent().add(modelId, id, sequence, config.duplicatesWindow());
                }
            });
        }
        end();
        return requests;
    }

    /** What had begun is over; other requests may have come meanwhile. */
    void end() {
        begun = null;
        isAsked = !stores.forgetRequests().of(modelId).isEmpty();
    }
}
