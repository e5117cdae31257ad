package io.wordtide.cli.forget;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.topics.ApplicationGroup;
import io.wordtide.streams.topics.TopicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * An application that learns the topic of the documents anew while the present one goes on, with topics of its own. It keeps
 * so many snapshots that its journal reaches back to its beginning until it has met the requests.
 */
public final class SecondApplication {

    /** The most that can be kept. */
    private static final int KEEP = 16;

    /** So many can be taken before the journal no longer reaches back to its beginning. */
    private static final long MOST_SNAPSHOTS = 1L << (KEEP - 1);

    private final String id;
    private final WordtideConfig present;

    /**
     * @param id of the second application
     * @param present configuration of the present one
     * @throws org.apache.kafka.common.config.ConfigException if the id cannot be one
     */
    public SecondApplication(String id, WordtideConfig present) {
        this.id = WordtideConfig.of(Map.of(WordtideKeys.APPLICATION_ID, id)).applicationId();
        this.present = present;
    }

    /**
     * Requires that no such application has ever run: it would not begin at the beginning of the topic.
     *
     * @throws CommandException if one has
     * @throws TopicException if the cluster does not answer
     */
    public void requireNew(Admin admin) {
        if (id.equals(present.applicationId()) || hasRun(admin)) {
            throw new CommandException(
                    "expected --learn-anew with the id of an application that has never run, found %s, which has; choose another id"
                            .formatted(id));
        }
    }

    /** If this user may not know, it is new: its group is not among the rights of the present application. */
    private boolean hasRun(Admin admin) {
        try {
            return !new ApplicationGroup(admin, id).committedOffsets().isEmpty();
        } catch (TopicException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The lines that its configuration has in place of those of the present application.
     *
     * @param isSet whether the present one sets a key
     * @param documents what it is to learn
     */
    public List<String> lines(Predicate<String> isSet, DocumentsTopic documents) {
        List<String> lines = new ArrayList<>();
        lines.add(WordtideKeys.APPLICATION_ID + "=" + id);
        if (isSet.test(WordtideKeys.TOPICS_PREFIX)) {
            lines.add(WordtideKeys.TOPICS_PREFIX + "=" + id + ".");
        }
        for (String topic : Topics.PUBLIC) {
            if (topic.equals(Topics.DOCUMENTS)) {
                lines.add(WordtideKeys.TOPIC + topic + "=" + documents.name());
            } else if (isSet.test(WordtideKeys.TOPIC + topic)) {
                lines.add(WordtideKeys.TOPIC + topic + "=" + id + "." + topic);
            }
        }
        lines.add(WordtideKeys.SNAPSHOT_KEEP + "=" + KEEP);
        long snapshotEach =
                documents.documentCount() / (MOST_SNAPSHOTS * present.learner().batchSize()) + 1; // mini-batches
        if (snapshotEach > present.snapshotInterval()) {
            lines.add(WordtideKeys.SNAPSHOT_INTERVAL + "=" + snapshotEach);
        }
        return lines;
    }
}
