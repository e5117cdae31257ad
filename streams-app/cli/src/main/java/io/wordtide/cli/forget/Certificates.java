package io.wordtide.cli.forget;

import static java.util.Objects.requireNonNull;

import io.wordtide.cli.connection.TopicTail;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.schema.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The certificates that arrive from now on. A certificate of a request that somebody made earlier counts if nothing of the
 * document has been left. For one thread, except {@link #stop}.
 */
public final class Certificates implements AutoCloseable {

    private final TopicTail<ForgottenDocument> tail;

    /**
     * Begins at the end of the topic; to be called before the requests are sent.
     *
     * @param properties how to reach the cluster
     */
    public Certificates(Map<String, Object> properties, Topic<String, ForgottenDocument> topic) {
        this.tail = new TopicTail<>(properties, topic);
        tail.skipToEnd();
    }

    /**
     * The newest certificates of some documents that are on the topic now: one of each model that has forgotten one.
     *
     * @param properties how to reach the cluster
     * @return certificates by document id; a document without any is not in it
     */
    public static Map<String, List<ForgottenDocument>> onTopic(
            Map<String, Object> properties, Topic<String, ForgottenDocument> topic, Set<String> ids) {
        Map<LearnedDocument, ForgottenDocument> newest = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return Map.of();
        }
        try (TopicTail<ForgottenDocument> tail = new TopicTail<>(properties, topic)) {
            tail.readToEnd(record -> {
                ForgottenDocument certificate = record.value();
                if (certificate != null && ids.contains(certificate.getDocumentId())) {
                    newest.put(new LearnedDocument(certificate.getDocumentId(), certificate.getModel()), certificate);
                }
            });
        }
        return newest.values().stream().collect(Collectors.groupingBy(ForgottenDocument::getDocumentId));
    }

    /**
     * Waits until documents are forgotten, or a time has passed, or {@link #stop} is called.
     *
     * @param requestedAt when each document was asked to be forgotten, by its id
     * @param isGone whether a document is in the journal of the model no longer
     * @param action receives each certificate that counts
     * @return documents without a certificate
     */
    public Set<LearnedDocument> await(
            Set<LearnedDocument> documents,
            Map<String, Instant> requestedAt,
            Duration patience,
            Predicate<LearnedDocument> isGone,
            Consumer<ForgottenDocument> action) {
        Set<LearnedDocument> left = new LinkedHashSet<>(documents);
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
                tail.poll(record -> {
                    ForgottenDocument certificate = record.value();
                    if (certificate == null) {
                        return;
                    }
                    LearnedDocument document = new LearnedDocument(certificate.getDocumentId(), certificate.getModel());
                    if (left.contains(document)
                            && (!certificate
                                            .getRequestedAt()
                                            .isBefore(requireNonNull(requestedAt.get(document.documentId())))
                                    || isGone.test(document))) {
                        left.remove(document);
                        action.accept(certificate);
                    }
                });
            }
        } catch (WakeupException e) {
            // stop() was called
        }
        return left;
    }

    /** Ends {@link #await} from another thread. */
    public void stop() {
        tail.stop();
    }

    @Override
    public void close() {
        tail.close();
    }
}
