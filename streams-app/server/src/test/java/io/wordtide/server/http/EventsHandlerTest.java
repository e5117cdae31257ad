package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.wordtide.server.follow.StreamEvents;
import io.wordtide.server.follow.TopicFollower;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The places of clients that follow the events: 64 in all, 32 for one address. */
@Timeout(120)
class EventsHandlerTest {

    private static final WordtideConfig CONFIG = WordtideConfig.of(Map.of(
            "bootstrap.servers", "127.0.0.1:1", // nothing listens there
            "default.api.timeout.ms", "100",
            "request.timeout.ms", "100",
            "schema.registry.url", "mock://events"));

    private static final byte ONE = 1;
    private static final byte TWO = 2;
    private static final byte THREE = 3;

    private final TopicFollower follower =
            new TopicFollower(CONFIG.consumerProperties(), CONFIG.topics(CONFIG.schemaRegistry()), 10);
    private final EventsHandler events = new EventsHandler(
            new StreamEvents(), new Models(new ServedLearner(), follower, "default"), new ObjectMapper());
    private final List<Socket> clients = new ArrayList<>();
    private Javalin server = Javalin.create();

    @BeforeEach
    void start() {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "0.0.0.0"; // all of 127.0.0.0/8
                    config.jetty.port = 0;
                    config.jetty.modifyServer(jetty -> jetty.insertHandler(new ClientThatLeaves()));
                    new Problems(new ObjectMapper()).register(config.routes);
                    config.routes.get("/v1/events", events::open);
                })
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        events.close();
        server.stop();
        follower.close();
    }

    @Test
    void shouldFreeThePlaceOfAClientThatLeavesBeforeTheFirstByte() throws IOException {
        // When
        for (int n = 0; n < 100; n++) {
            try (Socket client = open(ONE, "X-Leaves: yes\r\n")) {
                assertThat(client.getInputStream().read()).isNegative();
            }
        }

        // Then
        assertThat(status(ONE)).isEqualTo(200);
    }

    @Test
    void shouldFreeThePlaceOfAClientThatLeavesLater() throws IOException {
        // Given
        while (clients.size() < 32) {
            assertThat(status(ONE)).isEqualTo(200);
        }
        assertThat(status(ONE)).isEqualTo(429);

        // When
        for (Socket client : clients) {
            client.setSoLinger(true, 0);
            client.close();
        }

        // Then: at the next heartbeat at the latest, after 10 s
        await().atMost(Duration.ofSeconds(60)).until(() -> status(ONE) == 200);
    }

    @Test
    void shouldHaveRoomForOthersWhenOneAddressHasTakenItsPlaces() throws IOException {
        // When
        for (int n = 0; n < 40; n++) {
            assertThat(status(ONE)).isEqualTo(n < 32 ? 200 : 429);
        }

        // Then: 32 of the 64 places are left for the rest
        for (int n = 0; n < 32; n++) {
            assertThat(status(TWO)).isEqualTo(200);
        }
        assertThat(status(THREE)).isEqualTo(503);
    }

    /**
     * Sends a request, and keeps its connection open.
     *
     * @param from last byte of the client's address, 127.0.0.1 and so on
     */
    private int status(byte from) throws IOException {
        Socket client = open(from, "");
        clients.add(client);
        String line = new String(client.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8);
        return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
    }

    private Socket open(byte from, String headers) throws IOException {
        Socket client = new Socket(
                InetAddress.getLoopbackAddress(),
                server.port(),
                InetAddress.getByAddress(new byte[] {127, 0, 0, from}),
                0);
        String request = "GET /v1/events?model=m HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        client.getOutputStream().write(request.getBytes(UTF_8));
        return client;
    }

    /** Ends the connection between the arrival of a request and the first byte of its answer, as a reset would. */
    private static final class ClientThatLeaves extends Handler.Wrapper {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (request.getHeaders().contains("X-Leaves")) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
            }
            return super.handle(request, response, callback);
        }
    }
}
