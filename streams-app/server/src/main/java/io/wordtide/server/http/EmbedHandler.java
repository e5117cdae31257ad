package io.wordtide.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.wordtide.learn.ModelView;
import io.wordtide.learn.ModelView.ViewedDocument;
import io.wordtide.learn.ModelView.WordCost;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.server.follow.DocumentWindow;
import io.wordtide.server.http.Models.Viewed;
import io.wordtide.streams.config.ModelRoute;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.Language;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;

/** Embeds a text without learning it. Thread-safe; the text appears in no log and no message. */
final class EmbedHandler {

    private static final int COSTLIEST_WORDS = 20;
    private static final int MOST_SIMILAR_DOCUMENTS = 100;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Models models;
    private final DocumentWindow documents;
    private final WordtideConfig config;

    EmbedHandler(Models models, DocumentWindow documents, WordtideConfig config) {
        this.models = models;
        this.documents = documents;
        this.config = config;
    }

    /**
     * A text to embed.
     *
     * @param language of the text, if the request names it
     */
    private record Text(String text, Optional<Language> language) {}

    record CostlyWord(String word, String surface, int count, double bits) {}

    record Embedding(
            String model,
            long version,
            long space,
            float[] mean,
            float[] logVariance,
            double perplexity,
            double amortizedPerplexity,
            double unigramPerplexity,
            double recentUnigramPerplexity,
            double cachePerplexity,
            int tokenCount,
            double outOfVocabularyRate,
            List<CostlyWord> costliestWords,
            List<DocumentHandlers.Similar> similarDocuments) {}

    void embed(Context context) throws InterruptedException {
        Viewed model = models.viewed(context);
        // 0 by default: finding them takes longer than the embedding
        int similarCount = Parameters.number(context, "similar", 0, 0, MOST_SIMILAR_DOCUMENTS);
        BagOfWords bag = bag(text(context), model.id());
        ViewedDocument viewed = model.view()
                .embed(bag)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "expected at least one word that the model knows, found " + bag.tokenCount()
                                + " tokens, all unknown: out-of-vocabulary rate 1"));
        context.json(answer(model, viewed, similarCount));
    }

    private Embedding answer(Viewed model, ViewedDocument viewed, int similarCount) {
        EmbeddedDocument document = viewed.document();
        return new Embedding(
                model.id(),
                model.view().version(),
                model.view().space(),
                document.mean(),
                document.logVariance(),
                Math.exp(-document.elboPerToken()),
                Math.exp(-document.amortizedElboPerToken()),
                Math.exp(-document.unigramPerToken()),
                Math.exp(-document.recentUnigramPerToken()),
                Math.exp(-document.cachePerToken()),
                document.tokenCount(),
                document.outOfVocabularyRate(),
                viewed.wordCosts().stream()
                        .limit(COSTLIEST_WORDS)
                        .map(cost -> costlyWord(cost, model.view()))
                        .toList(),
                similarCount == 0
                        ? List.of()
                        : DocumentHandlers.Similar.of(documents.similar(
                                model.id(), model.view().space(), document.mean(), similarCount, other -> true)));
    }

    private static CostlyWord costlyWord(WordCost cost, ModelView view) {
        return new CostlyWord(cost.term(), view.surface(cost.term()), cost.count(), cost.bits());
    }

    private BagOfWords bag(Text text, String modelId) {
        ModelRoute route = config.modelRoute();
        // an analyzer that failed in the middle of a text cannot be reused
        try (DocumentAnalyzer fresh = config.documentAnalyzer()) {
            return text.language().isEmpty() && route != ModelRoute.LANGUAGE
                    ? fresh.analyze(text.text())
                    : fresh.analyze(text.language().or(() -> route.language(modelId)), text.text());
        }
    }

    private Text text(Context context) {
        requireUnpacked(context);
        String type = contentType(context);
        byte[] body = Bodies.read(context, config.http().bodyMaxBytes());
        return switch (type) {
            case ContentType.JSON -> jsonText(body);
            case ContentType.PLAIN -> new Text(utf8(body), Optional.empty());
            default ->
                throw Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "expected the content type application/json or text/plain, found " + Parameters.excerpt(type));
        };
    }

    /** @throws Problem if the body is compressed, which would be mistaken for text that is not UTF-8 */
    private static void requireUnpacked(Context context) {
        String encoding = context.header(Header.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "expected a body without Content-Encoding, found " + Parameters.excerpt(encoding))
                    .with(Header.ACCEPT_ENCODING, "identity");
        }
    }

    /** @throws Problem if there is none, or it names a charset other than UTF-8 */
    private static String contentType(Context context) {
        String header = context.header(Header.CONTENT_TYPE); // contentType() fails on an unknown charset
        if (header == null) {
            throw Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "expected the content type application/json or text/plain, found none");
        }
        Map<String, String> parameters = new HashMap<>();
        String type = HttpField.getValueParameters(header.toLowerCase(Locale.ROOT), parameters);
        String charset = parameters.getOrDefault("charset", "utf-8");
        if (!charset.equals("utf-8")) {
            throw Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "expected the charset UTF-8, found " + Parameters.excerpt(charset));
        }
        return type;
    }

    private Text jsonText(byte[] body) {
        try {
            JsonNode node = json.readTree(utf8(body));
            if (node != null && node.path("text").isTextual()) {
                return new Text(node.get("text").textValue(), language(node.path("language")));
            }
        } catch (JsonProcessingException e) {
            // Jackson's message may quote the text
            throw Problem.badRequest("expected valid JSON, found an error"
                    + (e.getLocation() == null
                            ? ""
                            : " in line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        }
        throw Problem.badRequest("expected a JSON object like {\"text\": \"…\"}, found no string field text");
    }

    private static Optional<Language> language(JsonNode written) {
        if (written.isMissingNode() || written.isNull()) {
            return Optional.empty();
        }
        Optional<Language> language = Language.read(written.asText());
        if (language.isEmpty()) {
            throw Problem.badRequest("expected a language such as en in the field language, found "
                    + Parameters.excerpt(written.asText()));
        }
        return language;
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.badRequest("expected text in UTF-8, found invalid bytes");
        }
    }
}
