package io.wordtide.server;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of alerts and dashboard exist: a query for a missing metric stays silent forever. */
class MetricNamesIT {

    private static final Path ALERTS = Path.of("..", "..", "ops", "prometheus", "alerts.yml");
    private static final Path DASHBOARD = Path.of("..", "..", "ops", "grafana", "wordtide.json");

    /** Not a PromQL parser: all metrics in our queries begin like this, and no function or label does. */
    private static final Pattern METRIC = Pattern.compile("\\b(?:kafka|jvm|process|system)_[a-z0-9_]+");

    @TempDir
    private Path folder;

    @Test
    void shouldAskForMetricsThatARunningApplicationHas() {
        // Given: words were published twice, so that drift exists
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.words.publish.interval", "1");
        settings.put("wordtide.words.publish.minimum.drift", "0");
        settings.put("wordtide.http.port", "0");
        ClusterApplication application = new ClusterApplication("metric-names-it", settings);
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(0, 40));
            application.read(application.topics().documentEmbeddings(), 40);

            // Then: a new metric appears within seconds
            await().untilAsserted(() -> {
                String scrape = Scrape.of(app);
                writeIfWanted(scrape);
                assertThat(asked(ALERTS)).isNotEmpty().isSubsetOf(Scrape.names(scrape));
                assertThat(asked(DASHBOARD)).isNotEmpty().isSubsetOf(Scrape.names(scrape));
            });
        }
    }

    /** For writing queries: -Dwordtide.scrape.file=FILE. */
    private static void writeIfWanted(String scrape) throws IOException {
        String file = System.getProperty("wordtide.scrape.file");
        if (file != null) {
            Files.writeString(Path.of(file), scrape);
        }
    }

    private static Set<String> asked(Path file) throws IOException {
        ObjectMapper mapper = file.toString().endsWith(".json") ? new ObjectMapper() : new YAMLMapper();
        JsonNode root = mapper.readTree(file.toFile());
        return Stream.concat(root.findValuesAsText("expr").stream(), root.findValuesAsText("query").stream())
                .flatMap(query -> METRIC.matcher(query).results())
                .map(MatchResult::group)
                .collect(toCollection(TreeSet::new));
    }
}
