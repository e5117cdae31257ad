package io.wordtide.cli.changelog;

import static io.wordtide.streams.topics.AdminCalls.await;
import static io.wordtide.streams.topics.AdminCalls.awaitUntil;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.ApplicationGroup;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Deletes what an application has learned: its internal topics, its committed offsets, and its local state on this
 * machine. Public topics stay, and the application reads {@code documents} from the beginning again.
 */
public final class ApplicationReset {

    private final WordtideConfig config;
    private final Admin admin;
    private final ApplicationGroup group;

    /** @param admin not closed here */
    public ApplicationReset(WordtideConfig config, Admin admin) {
        this.config = config;
        this.admin = admin;
        this.group = new ApplicationGroup(admin, config.applicationId());
    }

    /**
     * What a reset deletes.
     *
     * @param internalTopics full names of those that exist
     * @param committedOffsets how far each partition has been read
     * @param stateDirectory local state, if this machine has any
     */
    public record Plan(
            List<String> internalTopics,
            Map<TopicPartition, OffsetAndMetadata> committedOffsets,
            Optional<Path> stateDirectory) {

        /** Whether there is nothing to delete. */
        public boolean isEmpty() {
            return internalTopics.isEmpty() && committedOffsets.isEmpty() && stateDirectory.isEmpty();
        }
    }

    /**
     * Finds what a reset would delete, and changes nothing.
     *
     * @throws StateException if an instance runs
     * @throws io.wordtide.streams.topics.TopicException if the cluster does not answer or refuses
     */
    public Plan plan() {
        StoppedApplication.requireStopped(config, group);
        List<String> internalTopics = new ArrayList<>(InternalTopics.all(config.applicationId()));
        internalTopics.removeAll(new TopicCreator(admin).missing(internalTopics));
        Path stateDirectory = config.stateDirectory();
        return new Plan(
                internalTopics,
                group.committedOffsets(),
                Files.exists(stateDirectory) ? Optional.of(stateDirectory) : Optional.empty());
    }

    /**
     * Deletes what a plan lists. If it fails halfway, repeat it before the application starts again.
     *
     * @throws StateException if an instance runs, or the local state cannot be deleted
     * @throws io.wordtide.streams.topics.TopicException if the cluster does not answer or refuses
     */
    public void carryOut(Plan plan) {
        StoppedApplication.requireStopped(config, group);
        group.abortTransactions();
        plan.stateDirectory().ifPresent(ApplicationReset::delete);
        if (!plan.committedOffsets().isEmpty()) {
            group.delete();
        }
        await(
                "delete the topics " + plan.internalTopics(),
                admin.deleteTopics(plan.internalTopics()).all());
        awaitGone(plan.internalTopics());
    }

    /** The controller knows first; an application that starts before the brokers know would find only some of them. */
    private void awaitGone(List<String> topics) {
        TopicCreator creator = new TopicCreator(admin);
        awaitUntil(
                "the topics " + topics + " to disappear",
                () -> creator.missing(topics).size() == topics.size());
    }

    private static void delete(Path stateDirectory) {
        try {
            Utils.delete(stateDirectory.toFile());
        } catch (IOException e) {
            throw new StateException(
                    "cannot delete the local state in " + stateDirectory + ": " + e
                            + "; delete it yourself, then run the command again",
                    e);
        }
    }
}
