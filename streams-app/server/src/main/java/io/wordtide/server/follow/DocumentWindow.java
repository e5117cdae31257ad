package io.wordtide.server.follow;

import static java.util.Comparator.comparingDouble;

import io.wordtide.linalg.Cosine;
import io.wordtide.schema.DocumentEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest documents of all models, up to a number. One thread adds; any number may read at the same time.
 *
 * <p>Similar documents are found by comparing all of them, which is exact, takes milliseconds, and costs nothing until
 * somebody asks (RATIONALE.md has the figures).
 */
public final class DocumentWindow {

    private final AtomicReferenceArray<@Nullable FollowedDocument> ring;
    private final Map<Key, Integer> slotByKey = new ConcurrentHashMap<>();
    private volatile long addedCount;

    private record Key(String model, String documentId) {}

    /**
     * A document similar to another one.
     *
     * @param cosine cosine of the two means, -1 to 1
     */
    public record Similar(FollowedDocument document, double cosine) {}

    /** @param capacity documents that are kept */
    DocumentWindow(int capacity) {
        this.ring = new AtomicReferenceArray<>(capacity);
    }

    /** Adds the newest document, in place of one with the same id. */
    void add(DocumentEmbedding embedding) {
        FollowedDocument document = FollowedDocument.of(embedding);
        long added = addedCount;
        int slot = (int) (added % ring.length());
        FollowedDocument oldest = ring.get(slot);
        if (oldest != null) {
            slotByKey.remove(key(oldest), slot);
        }
        Integer earlier = slotByKey.put(key(document), slot);
        if (earlier != null && earlier != slot) {
            ring.set(earlier, null);
        }
        ring.set(slot, document);
        addedCount = added + 1;
    }

    /** Removes a document, whichever models have embedded it: it has been forgotten. */
    void remove(String documentId) {
        List<Key> keys = slotByKey.keySet().stream()
                .filter(key -> key.documentId().equals(documentId))
                .toList();
        for (Key key : keys) {
            Integer slot = slotByKey.remove(key);
            if (slot != null) {
                ring.set(slot, null);
            }
        }
    }

    /** How many documents are kept at most. */
    public int capacity() {
        return ring.length();
    }

    /** A document of a model; empty if it is not, or no longer, among the newest. */
    public Optional<FollowedDocument> get(String modelId, String documentId) {
        return Optional.ofNullable(slotByKey.get(new Key(modelId, documentId)))
                .map(ring::get)
                .filter(document -> document.documentId().equals(documentId)
                        && document.model().equals(modelId));
    }

    /** Documents of a model that pass a test, the newest first. */
    public List<FollowedDocument> newest(String modelId, int count, Predicate<FollowedDocument> test) {
        List<FollowedDocument> newest = new ArrayList<>();
        long added = addedCount;
        long oldest = Math.max(0, added - ring.length());
        for (long n = added - 1; n >= oldest && newest.size() < count; n--) {
            FollowedDocument document = ring.get((int) (n % ring.length()));
            if (document != null && document.model().equals(modelId) && test.test(document)) {
                newest.add(document);
            }
        }
        return newest;
    }

    /**
     * The documents of a model whose means have the greatest cosine with a vector, the nearest first; whatever the version
     * that embedded them, but in the same space.
     *
     * @param space number of the vector's space
     * @param mean [K]
     * @param count how many at most
     * @param test a condition that they also have to meet
     */
    public List<Similar> similar(
            String modelId, long space, float[] mean, int count, Predicate<FollowedDocument> test) {
        PriorityQueue<Similar> nearest = new PriorityQueue<>(comparingDouble(Similar::cosine));
        double norm = Cosine.norm(mean);
        for (int slot = 0; slot < ring.length(); slot++) {
            FollowedDocument document = ring.get(slot);
            if (document == null
                    || document.space() != space
                    || !document.model().equals(modelId)
                    || !test.test(document)) {
                continue;
            }
            if (norm * document.norm() > 0) { // neither is a vector of zeros
                nearest.add(new Similar(document, Cosine.of(mean, norm, document.mean(), document.norm())));
                if (nearest.size() > count) {
                    nearest.poll();
                }
            }
        }
        return nearest.stream()
                .sorted(comparingDouble(Similar::cosine).reversed())
                .toList();
    }

    private static Key key(FollowedDocument document) {
        return new Key(document.model(), document.documentId());
    }
}
