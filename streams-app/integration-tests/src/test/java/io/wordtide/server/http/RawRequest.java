package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/**
 * A request that no client would send.
 *
 * @param bytes each character is one
 */
record RawRequest(String bytes) {

    static RawRequest of(String method, String target, String headers, String body) {
        return new RawRequest(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "\r\n" + body);
    }

    static RawRequest toHost(String host, String target) {
        return new RawRequest("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    /** Everything that arrives until the server closes the connection. */
    String answer(URI address) throws IOException {
        try (Socket socket = send(address)) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (IOException e) {
                // the connection was reset after the answer
            }
            return answer.toString(UTF_8);
        }
    }

    /** The connection it was sent on, for callers that do not wait for an answer. */
    Socket send(URI address) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        try {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        } catch (IOException e) {
            // the server has already answered, and reads no more
        }
        return socket;
    }
}
