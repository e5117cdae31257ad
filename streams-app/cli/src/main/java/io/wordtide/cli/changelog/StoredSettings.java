package io.wordtide.cli.changelog;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotStore;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * Refuses a start with settings that stored models were not begun with, before anything is sent or tokenized with them.
 * The application would stop, too, but not before a model wakes.
 */
public final class StoredSettings {

    /**
     * A model's settings are in the row that its snapshot ends with, and all models of an application have the same; so the
     * end of the changelog has them, after at most as many rows as the last snapshots have parts of 256 KiB.
     */
    private static final long FIRST_RECORD_COUNT = 100;

    private StoredSettings() {}

    /**
     * Compares the settings of the models that were written last; an application that has never run has none.
     *
     * @throws StateException if they differ from the configuration; the message names them and says what to do
     * @throws io.wordtide.streams.topics.TopicException if the cluster does not answer or refuses
     */
    public static void requireSame(WordtideConfig config) {
        String changelog = InternalTopics.changelog(config.applicationId(), LearnerStores.MODEL_SNAPSHOT);
        try (Admin admin = Admin.create(config.adminProperties())) {
            if (!new TopicCreator(admin).missing(List.of(changelog)).isEmpty()) {
                return;
            }
        }
        ChangelogStores stores = readNewest(config, changelog);
        for (String modelId : stores.modelIds()) {
            String differences = new StoredModel(modelId, config, stores).settingsDifferences();
            if (!differences.isEmpty()) {
                throw new StateException("expected model " + modelId
                        + " to continue with the settings it was begun with: " + differences
                        + "; set them back, or start over under another " + WordtideKeys.APPLICATION_ID
                        + " (dev: in another --data-dir)");
            }
        }
    }

    /** The models whose settings are in the last rows; further back until there is one, or the topic begins. */
    private static ChangelogStores readNewest(WordtideConfig config, String changelog) {
        try (TopicReader reader = new TopicReader(config.consumerProperties(), List.of(changelog))) {
            for (long recordCount = FIRST_RECORD_COUNT; ; recordCount *= 10) {
                ChangelogStores stores = new ChangelogStores(config.applicationId(), reader.partitionCount(changelog));
                boolean isAll = reader.seekBeforeEnd(recordCount);
                reader.readToEnd(record -> {
                    if (!SnapshotStore.isPartOfSnapshot(record.key())) {
                        stores.restore(record);
                    }
                });
                if (isAll || !stores.modelIds().isEmpty()) {
                    return stores;
                }
            }
        }
    }
}
