package io.wordtide.server.page;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.sample.SampleStream;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An instance on the shared cluster that has learned a short sample stream whose story breaks halfway. */
final class SampleInstance implements AutoCloseable {

    private static final int DOCUMENTS = 2_000;

    /** Words are published every other mini-batch, so the newest view may be one mini-batch behind. */
    private static final int LEARNED = DOCUMENTS - 100;

    private static final long SEED = 1;

    /** Token that the instance requires. */
    static final String TOKEN = "open-sesame";

    private static final int STORY_DOCUMENTS = 100;

    /** A small model, which even a busy machine learns soon. */
    private static final Map<String, String> SETTINGS = Map.of(
            "wordtide.http.port", "0",
            "wordtide.http.token", TOKEN,
            "wordtide.model.latent.size", "16",
            "wordtide.mini-batch.size", "50",
            "wordtide.mini-batch.linger.ms", "500",
            "wordtide.words.publish.interval", "2",
            "wordtide.snapshot.interval", "20");

    private final ClusterApplication application;
    private final LearnerApp app;

    private SampleInstance(ClusterApplication application, LearnerApp app) {
        this.application = application;
        this.app = app;
    }

    static SampleInstance start(Path stateDirectory) {
        ClusterApplication application = new ClusterApplication("live-page", SETTINGS);
        LearnerApp app = application.start(stateDirectory);
        SampleInstance instance = new SampleInstance(application, app);
        application.send(documents());
        await("the sample stream to be learned")
                .ignoreExceptions() // until a model exists
                .until(() -> instance.documentsSeen() >= LEARNED);
        return instance;
    }

    private static List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        try (SampleStream stream = new SampleStream(SEED, DOCUMENTS, 0)) {
            while (stream.next() instanceof ReadResult.Accepted accepted) {
                documents.add(accepted.document());
            }
        }
        return documents;
    }

    URI address() {
        return app.address().orElseThrow();
    }

    private long documentsSeen() throws IOException {
        var connection = address().resolve("v1/model").toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + TOKEN);
        try (InputStream answer = connection.getInputStream()) {
            return new ObjectMapper().readTree(answer).get("documentsSeen").asLong();
        }
    }

    /** Sends documents about something new. */
    void sendStoryOf(String word) {
        String text =
                ("The %s was seen at the harbour, and the captain said that the %s had moored at the pier before the"
                                + " freighter left with its cargo of %s and grain.")
                        .formatted(word, word, word);
        application.send(IntStream.range(0, STORY_DOCUMENTS)
                .mapToObj(i -> new Document(word + "-" + i, text, null, "newsroom", "en", Instant.now()))
                .toList());
    }

    @Override
    public void close() {
        app.close();
    }
}
