package io.wordtide.cli.forget;

import static java.util.Objects.requireNonNull;

import io.wordtide.cli.forget.Tombstones.Tombstone;
import io.wordtide.schema.ForgottenDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Documents that no journal has: what has become of each of them, and what can be done. */
public final class MissingDocuments {

    private final DocumentsTopic topic;
    private final Map<String, List<ForgottenDocument>> certificates;
    private final ToLongFunction<TopicPartition> readUpTo;
    private final boolean areJournalsWhole;
    private final Map<String, State> states = new LinkedHashMap<>();

    private enum State {
        /** There is a certificate, and no record behind its request. */
        FORGOTTEN,
        /** The application has yet to read it. */
        UNREAD,
        /** On the topic, and a model may have learned it longer ago than its journal reaches back. */
        ON_TOPIC,
        /** No longer on the topic, and a model may have learned it. */
        DELETED,
        /** On the topic, but no model has learned it. */
        NOT_LEARNED,
        /** Not on the topic, and no model has learned it. */
        UNKNOWN
    }

    /**
     * Looks at each of them.
     *
     * @param certificates by document id
     * @param readUpTo offset up to which the application had read a partition before its journals were read
     * @param areJournalsWhole whether the journals have all that was ever learned
     */
    public MissingDocuments(
            Set<String> ids,
            DocumentsTopic topic,
            Map<String, List<ForgottenDocument>> certificates,
            ToLongFunction<TopicPartition> readUpTo,
            boolean areJournalsWhole) {
        this.topic = topic;
        this.certificates = certificates;
        this.readUpTo = readUpTo;
        this.areJournalsWhole = areJournalsWhole;
        ids.forEach(id -> states.put(id, state(id)));
    }

    private State state(String id) {
        boolean isOnTopic = topic.newest(id).isPresent();
        if (isCertified(id)) {
            return State.FORGOTTEN;
        }
        if (topic.newest(id).filter(this::isUnread).isPresent()) {
            return State.UNREAD;
        }
        if (areJournalsWhole) {
            return isOnTopic ? State.NOT_LEARNED : State.UNKNOWN;
        }
        if (isOnTopic) {
            return State.ON_TOPIC;
        }
        return topic.isWhole() ? State.UNKNOWN : State.DELETED;
    }

    private boolean isCertified(String id) {
        List<ForgottenDocument> found = certificates.getOrDefault(id, List.of());
        if (found.isEmpty() || !topic.notAsked(id).isEmpty()) {
            return false;
        }
        Instant asked = topic.request(id).map(TopicRecord::time).orElse(Instant.MIN);
        return found.stream()
                .anyMatch(certificate -> !certificate.getRequestedAt().isBefore(asked));
    }

    private boolean isUnread(TopicRecord record) {
        TopicPartition partition =
                new TopicPartition(topic.name(), record.position().partition());
        return readUpTo.applyAsLong(partition) <= record.position().offset();
    }

    private Stream<String> in(State first, State... more) {
        Set<State> wanted = EnumSet.of(first, more);
        return states.entrySet().stream()
                .filter(found -> wanted.contains(found.getValue()))
                .map(Map.Entry::getKey);
    }

    /** The certificates of those that have been forgotten already. */
    public List<ForgottenDocument> certificates() {
        return in(State.FORGOTTEN)
                .flatMap(id -> certificates.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /** Ids of those that an application that learns the topic anew forgets, or never has. */
    public List<String> toLearnAnew() {
        return in(State.ON_TOPIC, State.DELETED).toList();
    }

    /**
     * Ids of those that are left.
     *
     * @param isLearnedAnew whether an application learns the topic anew
     */
    public List<String> left(boolean isLearnedAnew) {
        return isLearnedAnew
                ? in(State.UNREAD, State.NOT_LEARNED, State.UNKNOWN).toList()
                : in(State.UNREAD, State.ON_TOPIC, State.DELETED, State.NOT_LEARNED, State.UNKNOWN)
                        .toList();
    }

    /** The requests that such an application has yet to find behind the records. */
    public List<Tombstone> tombstones() {
        return in(State.ON_TOPIC)
                .flatMap(id -> topic.notAsked(id).stream().map(record -> Tombstone.behind(id, record)))
                .toList();
    }

    /** For a person: what becomes of documents in an application that learns the topic anew. */
    public List<String> linesOfLearningAnew() {
        return toLearnAnew().stream()
                .map(id -> id + ": in no journal; "
                        + (states.get(id) == State.DELETED
                                ? topic.name()
                                        + " does not have it, or no longer: a model that learns it anew never has it"
                                : onTopic(id)))
                .toList();
    }

    /** For a person: why documents cannot be forgotten. */
    public List<String> lines(Collection<String> ids) {
        List<String> lines = new ArrayList<>();
        ids.forEach(id -> lines.add(line(id)));
        if (ids.stream().anyMatch(id -> topic.newest(id).isEmpty())) {
            lines.add("  %s begins at %s".formatted(topic.name(), topic.beginning()));
        }
        return lines;
    }

    private String line(String id) {
        if (states.get(id) == State.UNREAD) {
            return "%s: cannot be forgotten yet, since the application has not read it (%s); try again then"
                    .formatted(id, topic.newest(id).orElseThrow());
        }
        return id + ": cannot be forgotten, since no journal has it; "
                + switch (requireNonNull(states.get(id))) {
                    case NOT_LEARNED ->
                        onTopic(id) + ", but no model has learned it: it may be on its way, or a dead letter";
                    case DELETED -> topic.name() + " does not have it, or no longer";
                    case UNKNOWN ->
                        topic.name() + " does not have it either: perhaps it was never sent, or has another id";
                    default -> onTopic(id);
                };
    }

    private String onTopic(String id) {
        return "%s has it (%s)".formatted(topic.name(), topic.newest(id).orElseThrow())
                + topic.request(id)
                        .map(", and behind it a request to forget it (%s)"::formatted)
                        .orElse("");
    }
}
