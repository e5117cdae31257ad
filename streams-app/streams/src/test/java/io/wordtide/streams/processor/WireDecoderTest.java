package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.wordtide.schema.Document;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.SchemaFit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Distinguishes bad bytes from a bad registry: the Confluent client against a web server that responds as a registry
 * would.
 */
@SuppressWarnings("NullAway.Init") // the server is started before each test
class WireDecoderTest {

    private static final byte[] DOCUMENT_OF_SCHEMA_1 = {0, 0, 0, 0, 1, 2, 'd'};

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldBlameTheDocumentWhenRegistryDoesNotKnowItsSchema() {
        answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> decoder().decode(DOCUMENT_OF_SCHEMA_1))
                .withMessage("expected a schema id the registry knows, found 1");
    }

    @Test
    void shouldBlameTheDocumentWhenItsSchemaIsNotAvro() {
        answer(200, "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}");
        assertThatExceptionOfType(BadDocumentException.class)
                .isThrownBy(() -> decoder().decode(DOCUMENT_OF_SCHEMA_1))
                .withMessageContaining("expected schema id 1 to be an Avro schema");
    }

    @Test
    void shouldBlameTheRegistryWhenItFails() {
        answer(500, "{\"error_code\": 50001, \"message\": \"store\"}");
        assertRegistryBlamed();
    }

    @Test
    void shouldBlameTheRegistryWhenThereIsNoneAtTheUrl() {
        answer(404, "<html>not here</html>");
        assertRegistryBlamed();
    }

    @Test
    void shouldBlameTheRegistryWhenItIsAway() {
        WireDecoder<Document> decoder = decoder();
        server.stop(0);
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> decoder.decode(DOCUMENT_OF_SCHEMA_1));
    }

    private void assertRegistryBlamed() {
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> decoder().decode(DOCUMENT_OF_SCHEMA_1))
                .withMessageContaining("expected schema 1 from the Schema Registry");
    }

    private WireDecoder<Document> decoder() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new WireDecoder<>(
                "document",
                SchemaFit.DOCUMENTS,
                new WriterSchemas(WordtideConfig.of(Map.of("schema.registry.url", url, "max.retries", "0"))
                        .schemaRegistry()),
                Optional.empty());
    }

    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
