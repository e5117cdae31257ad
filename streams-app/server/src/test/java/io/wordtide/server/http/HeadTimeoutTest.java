package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A limit of 300 ms, on connections that Jetty would keep for 30 s of silence. */
@Timeout(60)
class HeadTimeoutTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final String HEAD = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final CountDownLatch slowAnswer = new CountDownLatch(1);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        HeadTimeout timeout = new HeadTimeout(LIMIT);
        timeout.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws InterruptedException {
                if (Request.getPathInContext(request).equals("/slow")) {
                    slowAnswer.await();
                }
                response.write(true, ByteBuffer.wrap("answer".getBytes(UTF_8)), callback);
                return true;
            }
        });
        connector.addEventListener(timeout);
        server.addConnector(connector);
        server.setHandler(timeout);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        slowAnswer.countDown();
        server.stop();
    }

    @Test
    void shouldCloseAConnectionWhoseHeadDrips() throws IOException {
        try (Socket client = connect()) {
            assertClosedWhileDripping(client);
        }
    }

    @Test
    void shouldCloseAConnectionWhoseSecondHeadDrips() throws IOException {
        try (Socket client = connect()) {
            send(client, HEAD.formatted("quick"));
            assertAnswered(client);

            assertClosedWhileDripping(client);
        }
    }

    @Test
    void shouldNotCloseAConnectionThatWaitsForItsAnswer() throws IOException {
        try (Socket client = connect()) {
            // Given: two requests at once, the second of which takes three times the limit
            send(client, HEAD.formatted("quick") + HEAD.formatted("slow"));
            assertAnswered(client);

            // When
            long start = System.nanoTime();
            await().until(() ->
                    System.nanoTime() - start > LIMIT.multipliedBy(3).toNanos());
            slowAnswer.countDown();

            // Then
            assertAnswered(client);
        }
    }

    /** A byte of a head that never ends, ten times within the limit. */
    private static void assertClosedWhileDripping(Socket client) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> {
                    send(client, "GET / HTTP/1.1\r\nX-Drip: ");
                    while (System.nanoTime() - start < Duration.ofSeconds(20).toNanos()) {
                        send(client, "a");
                        client.setSoTimeout((int) LIMIT.toMillis() / 10);
                        try {
                            if (client.getInputStream().read() < 0) {
                                throw new IOException("the server has closed the connection");
                            }
                        } catch (SocketTimeoutException e) {
                            // still open
                        }
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(LIMIT.dividedBy(2));
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    private static void send(Socket client, String bytes) throws IOException {
        client.getOutputStream().write(bytes.getBytes(UTF_8));
    }

    /** Reads one answer, and not a byte of the next. */
    private static void assertAnswered(Socket client) throws IOException {
        client.setSoTimeout(20_000);
        InputStream in = client.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("\r\n\r\nanswer")) {
            int next = in.read();
            assertThat(next).as("a byte after " + answer).isNotNegative();
            answer.append((char) next);
        }
        assertThat(answer).startsWith("HTTP/1.1 200");
    }
}
