package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.MixedLanguages;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words and texts are analyzed in the language of the model that is asked. */
class LanguagesIT {

    @TempDir
    private Path folder;

    @Test
    void shouldAnalyzeQueriesInTheLanguageOfTheModel() {
        // Given: models en, de, fr, es, pl and ja of 20 documents each
        ClusterApplication application = HttpFixture.application(
                "languages-it",
                Map.of(
                        "wordtide.analyzer", "auto",
                        "wordtide.model.route", "language",
                        "wordtide.vocabulary.size", "200"));
        try (LearnerApp app = application.start(folder)) {
            application.send(IntStream.range(0, 120)
                    .mapToObj(n -> MixedLanguages.document(n, 2))
                    .toList());
            HttpRequests http = HttpRequests.to(app);
            await("German and English words learned")
                    .until(() -> http.get("v1/words/bruck?model=de").statusCode() == 200
                            && http.get("v1/words/boat?model=en").statusCode() == 200);

            // When, Then: Brücken and boats
            assertThat(http.json("v1/words/Br%C3%BCcken?model=de").at("/word").asText())
                    .isEqualTo("bruck");
            assertThat(http.json("v1/words/boats/neighbours?model=en")
                            .at("/word")
                            .asText())
                    .isEqualTo("boat");
            assertThat(http.get("v1/words/boats?model=de").statusCode()).isEqualTo(404);

            // When, Then: bruck is known and quokka is not; the rest are stop words
            JsonNode embedding = HttpRequests.json(embed(http, "de", "{\"text\": \"Die Brücken und der Quokka\"}"));
            assertThat(embedding.at("/tokenCount").asInt()).isEqualTo(1);
            assertThat(embedding.at("/outOfVocabularyRate").asDouble()).isEqualTo(0.5);

            // When, Then: the language that the request names comes first; in English, none of the words is known
            String english = "{\"text\": \"Die Brücken und der Quokka\", \"language\": \"en-US\"}";
            assertThat(embed(http, "de", english).statusCode()).isEqualTo(422);
            HttpResponse<String> refused = embed(http, "de", "{\"text\": \"Die Brücken\", \"language\": \"english?\"}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("expected a language such as en in the field language");
        }
    }

    private static HttpResponse<String> embed(HttpRequests http, String model, String json) {
        return http.send(http.request("v1/embed?model=" + model)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }
}
