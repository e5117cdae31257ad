package io.wordtide.server.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The document that the server provides, to check answers against. */
final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi read() throws IOException {
        try (InputStream in = requireNonNull(Routes.class.getResourceAsStream("openapi.json"))) {
            return new OpenApi(HttpRequests.JSON.readTree(in));
        }
    }

    JsonNode document() {
        return document;
    }

    /** Every endpoint as {@code GET /path}. */
    Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        endpoints.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return endpoints;
    }

    /** Names of the parameters in the query of {@code GET /path}. */
    List<String> queryParameters(String endpoint) {
        String method = endpoint.substring(0, endpoint.indexOf(' ')).toLowerCase(Locale.ROOT);
        String path = endpoint.substring(endpoint.indexOf(' ') + 1);
        List<String> names = new ArrayList<>();
        for (JsonNode written : document.path("paths").path(path).path(method).path("parameters")) {
            JsonNode parameter = resolved(written);
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    private JsonNode resolved(JsonNode written) {
        return written.has("$ref") ? document.at(written.get("$ref").textValue().substring(1)) : written;
    }

    /** How an answer's body violates its schema; empty if it does not. */
    Set<ValidationMessage> violations(String method, String path, int status, String mediaType, String body)
            throws IOException {
        JsonNode answer = resolved(
                document.path("paths").path(path).path(method).path("responses").path("" + status));
        JsonNode schema = answer.path("content").path(mediaType).path("schema");
        if (schema.isMissingNode()) {
            throw new AssertionError(
                    "expected %s %s to say what %d is as %s, found nothing".formatted(method, path, status, mediaType));
        }
        JsonNode content =
                mediaType.endsWith("json") ? HttpRequests.JSON.readTree(body) : HttpRequests.JSON.valueToTree(body);
        return schema(schema).validate(content);
    }

    /** How JSON violates a schema of the document. */
    Set<ValidationMessage> violations(String schemaName, JsonNode content) {
        return schema(document.path("components").path("schemas").path(schemaName))
                .validate(content);
    }

    private JsonSchema schema(JsonNode schema) {
        ObjectNode whole = ((ObjectNode) schema).deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    }
}
