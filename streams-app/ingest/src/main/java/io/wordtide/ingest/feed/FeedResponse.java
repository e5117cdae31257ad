package io.wordtide.ingest.feed;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a server answered to the request for a feed. */
sealed interface FeedResponse {

    /**
     * What a later request tells the server, so that it need not send again what is known.
     *
     * @param etag the server's {@code ETag}
     * @param lastModified the server's {@code Last-Modified}, as it was written
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
     * @param address where to ask from now on: the one that was asked, or where it has moved for good
     * @param maxAge how long the server calls it fresh; zero if it does not say
     */
    record Content(byte[] bytes, @Nullable String contentType, Validators validators, URI address, Duration maxAge)
            implements FeedResponse {}

    /** Nothing new. */
    record NotModified(Duration maxAge) implements FeedResponse {}

    /** The feed has been given up for good. */
    record Gone() implements FeedResponse {}

    /**
     * The server sent something else.
     *
     * @param reason what was expected and what was found
     * @param retryAfter how long the server asks to be left alone; zero if it does not say
     */
    record Refused(String reason, Duration retryAfter) implements FeedResponse {}
}
