package io.wordtide.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes a network namespace and a device, so it is skipped for all users but root. */
class LinkedHostIT {

    private static final int NUMBER = 254;
    private static final Duration DELAY = Duration.ofMillis(20);

    /** Connects to 127.0.0.1, asks and is answered; prints the milliseconds of both, or that nobody answered. */
    private static final String CLIENT = """
            import socket, sys, time
            start = time.monotonic()
            try:
                with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=1) as connection:
                    connection.sendall(b"?")
                    connection.recv(1)
                print(round(1000 * (time.monotonic() - start)))
            except TimeoutError:
                print("nobody")
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void requireRoot() {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/dev/net/tun")),
                "skipped: expected root and /dev/net/tun");
    }

    @Test
    void shouldDelayPacketsAndLoseThemWhileTheLinkIsCut() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answer(server);
            try (LinkedHost host = LinkedHost.start(NUMBER, DELAY, directory)) {
                // When
                String before = ask(host, server);
                host.cut();
                String meanwhile = ask(host, server);
                host.restore();
                String afterwards = ask(host, server);

                // Then: to connect and to be answered are two round trips of twice 20 ms
                assertThat(Integer.parseInt(before)).isBetween(80, 800);
                assertThat(meanwhile).isEqualTo("nobody");
                assertThat(Integer.parseInt(afterwards)).isBetween(80, 800);
            }
        }

        // Then
        assertThat(NetworkInterface.getByName("host-" + NUMBER)).isNull();
    }

    private static void answer(ServerSocket server) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(socket.getInputStream().read());
                } catch (IOException e) {
                    // the client gave up, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static String ask(LinkedHost host, ServerSocket server) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(host.host().prefix());
        command.addAll(List.of("python3", "-c", CLIENT, Integer.toString(server.getLocalPort())));
        Process client = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        client.waitFor();
        return answer.strip();
    }
}
