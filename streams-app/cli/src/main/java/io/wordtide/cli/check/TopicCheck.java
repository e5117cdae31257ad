package io.wordtide.cli.check;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicDifference;
import io.wordtide.streams.topics.TopicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether the topics exist, with the settings that the application relies on. */
final class TopicCheck implements Supplier<List<Finding>> {

    private static final String INTERNAL = "internal topics";

    private final WordtideConfig config;
    private final Topics topics;
    private final TopicCreator creator;

    TopicCheck(WordtideConfig config, Topics topics, Admin admin) {
        this.config = config;
        this.topics = topics;
        this.creator = new TopicCreator(admin);
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>(judgePublic(
                creator.missing(topics), readable(() -> creator.differences(topics, config.topicPartitions()))));
        List<String> internal = InternalTopics.neededBy(config);
        findings.addAll(judgeInternal(
                internal.size(),
                creator.missing(internal).size(),
                readable(() -> creator.internalDifferences(config))));
        return findings;
    }

    /** Empty if this user may not read the settings of topics, which the application does not depend on. */
    private static Optional<List<TopicDifference>> readable(Supplier<List<TopicDifference>> differences) {
        try {
            return Optional.of(differences.get());
        } catch (TopicException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The number of partitions of a public topic is whoever's who created it: writers and readers of Wordtide use all of
     * them. It is worth a word, since models are learned in parallel only by those of the internal topics.
     *
     * @param compared how existing topics differ; empty if this user may not read their settings
     */
    static List<Finding> judgePublic(SortedSet<String> missing, Optional<List<TopicDifference>> compared) {
        List<TopicDifference> differences = compared.orElse(List.of());
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(Finding.problem(
                    "topics", "missing: " + String.join(", ", missing) + "; create them with wordtide topics create"));
        }
        differences.stream()
                .filter(not(TopicDifference::isOfPartitions))
                .forEach(difference -> findings.add(problem("topics", difference)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "topics", "all public topics exist" + asExpected(compared) + otherPartitions(differences)));
        }
        return findings;
    }

    private static String otherPartitions(List<TopicDifference> differences) {
        String others = differences.stream()
                .filter(TopicDifference::isOfPartitions)
                .map(difference -> difference.topic() + " (" + difference.found() + ")")
                .collect(joining(", "));
        return others.isEmpty() ? "" : "; other partitions than " + WordtideKeys.TOPICS_PARTITIONS + ": " + others;
    }

    /**
     * Kafka Streams refuses internal topics with other partitions than configured, and all of them have the same number; so
     * their advice is the only one on partitions, and is given once.
     *
     * @param count internal topics that an application has once it has run
     * @param missing how many of them do not exist
     * @param compared how existing ones differ; empty if this user may not read their settings
     */
    static List<Finding> judgeInternal(int count, int missing, Optional<List<TopicDifference>> compared) {
        List<TopicDifference> differences = compared.orElse(List.of());
        List<Finding> findings = new ArrayList<>();
        differences.stream()
                .filter(TopicDifference::isOfPartitions)
                .findFirst()
                .ifPresent(difference -> findings.add(problem(INTERNAL, difference)));
        differences.stream()
                .filter(not(TopicDifference::isOfPartitions))
                .forEach(difference -> findings.add(problem(INTERNAL, difference)));
        if (findings.isEmpty()) {
            String found = missing == count
                    ? "none yet; the application creates them"
                    : "%d of %d exist".formatted(count - missing, count) + asExpected(compared);
            findings.add(Finding.ok(INTERNAL, found));
        }
        return findings;
    }

    private static String asExpected(Optional<List<TopicDifference>> compared) {
        return compared.isPresent()
                ? ", as expected"
                : "; their settings were not checked: this user is not allowed DESCRIBE_CONFIGS on them";
    }

    private static Finding problem(String subject, TopicDifference difference) {
        return Finding.problem(subject, difference + "; " + difference.remedy());
    }
}
