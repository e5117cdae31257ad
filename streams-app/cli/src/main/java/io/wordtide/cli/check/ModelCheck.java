package io.wordtide.cli.check;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.changelog.StoredModel;
import io.wordtide.streams.config.WordtideConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Whether the stored models can continue with this configuration. */
final class ModelCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "models";

    private final WordtideConfig config;

    ModelCheck(WordtideConfig config) {
        this.config = config;
    }

    @Override
    public List<Finding> get() {
        ChangelogStores stores = ChangelogStores.readWithoutSnapshotBytes(config);
        SortedMap<String, String> differencesByModel = new TreeMap<>();
        for (String modelId : stores.modelIds()) {
            differencesByModel.put(modelId, new StoredModel(modelId, config, stores).settingsDifferences());
        }
        return judge(differencesByModel);
    }

    /** @param differencesByModel for each stored model; empty where its settings match the configuration */
    static List<Finding> judge(SortedMap<String, String> differencesByModel) {
        List<Finding> findings = new ArrayList<>();
        differencesByModel.forEach((modelId, differences) -> {
            if (!differences.isEmpty()) {
                findings.add(Finding.problem(
                        SUBJECT,
                        "model " + modelId + " was started with " + differences
                                + "; restore those settings, or start over under another wordtide.application.id"));
            }
        });
        if (findings.isEmpty()) {
            int count = differencesByModel.size();
            findings.add(Finding.ok(SUBJECT, count == 0 ? "none yet" : count + " stored, settings fit"));
        }
        return findings;
    }
}
