package io.wordtide.cli.check;

import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** Whether the topics exist, with the settings that the application relies on. */
final class TopicCheck implements Supplier<List<Finding>> {

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
        List<Finding> findings = new ArrayList<>(
                judgePublic(creator.missing(topics), creator.differences(topics, config.topicPartitions())));
        List<String> internal = InternalTopics.all(config.applicationId());
        findings.addAll(
                judgeInternal(internal.size(), creator.missing(internal).size(), creator.internalDifferences(config)));
        return findings;
    }

    static List<Finding> judgePublic(SortedSet<String> missing, List<TopicDifference> differences) {
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(Finding.problem(
                    "topics", "missing: " + String.join(", ", missing) + "; create them with wordtide topics create"));
        }
        differences.forEach(difference -> findings.add(problem("topics", difference)));
        if (missing.isEmpty() && differences.isEmpty()) {
            findings.add(Finding.ok("topics", "all public topics exist, as expected"));
        }
        return findings;
    }

    /**
     * @param count internal topics that an application has once it has run
     * @param missing how many of them do not exist
     */
    static List<Finding> judgeInternal(int count, int missing, List<TopicDifference> differences) {
        if (!differences.isEmpty()) {
            return differences.stream()
                    .map(difference -> problem("internal topics", difference))
                    .toList();
        }
        String found = missing == count
                ? "none yet; the application creates them"
                : "%d of %d exist, as expected".formatted(count - missing, count);
        return List.of(Finding.ok("internal topics", found));
    }

    private static Finding problem(String subject, TopicDifference difference) {
        return Finding.problem(subject, difference + "; " + difference.remedy());
    }
}
