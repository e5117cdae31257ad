package io.wordtide.ingest.feed;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server's answer to the request for a feed. */
sealed interface FeedResponse {

    /**
     * Sent with a later request, so that the server need not send again what is known.
     *
     * @param etag the server's {@code ETag}
     * @param lastModified the server's {@code Last-Modified}, verbatim
     */
    record Validators(@Nullable String etag, @Nullable String lastModified) {

        static final Validators NONE = new Validators(null, null);
    }

    /**
     * The feed.
     *
     * @param bytes its bytes, unpacked
     * @param contentType the server's {@code Content-Type}
     * @param validators for the next request
     * @param address where to fetch it from now on: the requested address, or where it has moved permanently
     * @param maxAge how long the server considers it fresh; zero if it does not say
     */
    record Content(byte[] bytes, @Nullable String contentType, Validators validators, URI address, Duration maxAge)
            implements FeedResponse {}

    /** The feed has not changed. */
    record NotModified(Duration maxAge) implements FeedResponse {}

    /** The feed no longer exists. */
    record Gone() implements FeedResponse {}

    /**
     * The server sent something else.
     *
     * @param reason what was expected and what was found
     * @param retryAfter how long the server asks to wait; zero if it does not say
     */
    record Refused(String reason, Duration retryAfter) implements FeedResponse {}
}
