package io.wordtide.ingest.feed;

import com.google.common.base.Throwables;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.feed.FeedResponse.Content;
import io.wordtide.ingest.feed.FeedResponse.Gone;
import io.wordtide.ingest.feed.FeedResponse.NotModified;
import io.wordtide.ingest.feed.FeedResponse.Refused;
import io.wordtide.ingest.feed.FeedResponse.Validators;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches feeds once or repeatedly, each on its own schedule, and passes on their entries.
 *
 * <p>A feed is fetched again after the interval, or later if its server asks for that ({@code Cache-Control}, RSS
 * {@code ttl}, {@code Retry-After}), but at least once a day. After n failures in a row the interval is multiplied by
 * 2^n, up to an hour or the interval itself. A feed that answers {@code 410 Gone} is dropped. Each failure is logged as
 * a warning and does not affect the other feeds.
 *
 * <p>Several feeds are fetched concurrently, but parsed and passed on one at a time. {@link #close} may be called
 * from any thread.
 */
public final class FeedPoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedPoller.class);

    private static final int MOST_THREADS = 8;
    private static final Duration LONGEST_BACK_OFF = Duration.ofHours(1);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 20;

    private final List<Subscription> subscriptions;
    private final @Nullable Duration interval;
    private final FeedClient client;
    private final Sink sink;
    private final FeedParser parser = new FeedParser();
    private final ScheduledExecutorService executor;
    private final CountDownLatch open;
    private final AtomicInteger unreadCount = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Receives the entries of a feed. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Called with one feed at a time, on any thread.
         *
         * @param feed address of the feed, as it was given
         * @param entries all its entries, known ones included
         * @throws IOException ends the polling of all feeds
         */
        void take(URI feed, FeedEntries entries) throws IOException;
    }

    /** A feed and what is known about it; used by one thread at a time. */
    private static final class Subscription {

        private final URI address;
        private URI present;
        private Validators validators = Validators.NONE;
        private Duration timeToLive = Duration.ZERO;
        private int failures;
        private int unreadableTimes;
        private int titlesOnly;

        /** Whether it was on this machine or its networks when it was first resolved. */
        private @Nullable Boolean inside;

        Subscription(URI address) {
            this.address = address;
            this.present = address;
        }
    }

    /**
     * @param addresses of the feeds, {@code http} or {@code https}
     * @param interval between two requests for a feed; null to fetch each once
     * @param client fetches them
     * @param sink receives the entries
     */
    public FeedPoller(List<URI> addresses, @Nullable Duration interval, FeedClient client, Sink sink) {
        this.subscriptions =
                addresses.stream().distinct().map(Subscription::new).toList();
        this.interval = interval;
        this.client = client;
        this.sink = sink;
        this.executor = Executors.newScheduledThreadPool(Math.min(subscriptions.size(), MOST_THREADS));
        this.open = new CountDownLatch(subscriptions.size());
    }

    /**
     * Fetches until there is nothing more to fetch, or until {@link #close}.
     *
     * @throws IOException the error that the sink threw
     */
    public void run() throws IOException, InterruptedException {
        subscriptions.forEach(subscription -> schedule(subscription, Duration.ZERO));
        open.await();
        Throwable found = failure.get();
        if (found != null) {
            Throwables.throwIfInstanceOf(found, IOException.class);
            Throwables.throwIfUnchecked(found);
        }
    }

    /** Number of failed feeds: those that failed when fetched once, and those that are gone. */
    public int unreadCount() {
        return unreadCount.get();
    }

    /** Aborts all requests and ends {@link #run}. */
    @Override
    public void close() {
        executor.shutdownNow();
        while (open.getCount() > 0) {
            open.countDown();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a poll reports every failure
    private void schedule(Subscription feed, Duration pause) {
        try {
            executor.schedule(() -> poll(feed), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed in the meantime
        }
    }

    private void poll(Subscription feed) {
        try {
            boolean inside = feed.inside == null ? client.isInside(feed.address) : feed.inside;
            feed.inside = inside;
            take(feed, client.fetch(feed.present, feed.validators, inside));
        } catch (InputException e) {
            fail(feed, String.valueOf(e.getMessage()), Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (IOException | RuntimeException | Error e) {
            // an executor would swallow it
            failure.compareAndSet(null, e);
            close();
        }
    }

    private void take(Subscription feed, FeedResponse response) throws IOException {
        if (response instanceof Content content) {
            read(feed, content);
            succeed(feed, content.maxAge());
        } else if (response instanceof NotModified notModified) {
            succeed(feed, notModified.maxAge());
        } else if (response instanceof Refused refused) {
            fail(feed, refused.reason(), refused.retryAfter());
        } else if (response instanceof Gone) {
            LOG.warn(
                    "feed {}: gone for good (HTTP status 410), not fetched again; remove it from the command line",
                    feed.address);
            giveUp();
        }
    }

    private void read(Subscription feed, Content content) throws IOException {
        synchronized (parser) { // a parsed feed can take much memory, so one at a time
            FeedEntries entries = parser.parse(feed.address, content.bytes(), content.contentType());
            if (entries.cutCount() > 0) {
                LOG.warn(
                        "feed {}: expected at most {} entries, found {} more; the last ones are left out",
                        feed.address,
                        FeedEntries.MOST_ENTRIES,
                        entries.cutCount());
            }
            sink.take(feed.address, entries);
            warnOfWhatIsMissing(feed, entries);
            feed.timeToLive = entries.timeToLive();
        }
        feed.validators = content.validators(); // not before: a feed that could not be read must be fetched again
        if (!content.address().equals(feed.present)) {
            LOG.warn("feed {}: moved permanently to {}; use the new address", feed.address, content.address());
            feed.present = content.address();
        }
    }

    /** Once, and again only when the numbers change: most entries of a feed are those of the last poll. */
    private static void warnOfWhatIsMissing(Subscription feed, FeedEntries entries) {
        if (entries.unreadableTimeCount() != feed.unreadableTimes && entries.unreadableTimeCount() > 0) {
            LOG.warn(
                    "feed {}: expected times such as 2026-03-01T12:00:00Z or Sun, 01 Mar 2026 12:00:00 GMT, found"
                            + " something else in {}; sent without a time of publication",
                    feed.address,
                    entryCount(entries.unreadableTimeCount()));
        }
        if (entries.titleOnlyCount() != feed.titlesOnly && entries.titleOnlyCount() > 0) {
            LOG.warn(
                    "feed {}: expected a content or a description, found a title alone in {}; the title is the"
                            + " text",
                    feed.address,
                    entryCount(entries.titleOnlyCount()));
        }
        feed.unreadableTimes = entries.unreadableTimeCount();
        feed.titlesOnly = entries.titleOnlyCount();
    }

    private static String entryCount(int count) {
        return count == 1 ? "1 entry" : count + " entries";
    }

    private void succeed(Subscription feed, Duration maxAge) {
        feed.failures = 0;
        if (interval == null) {
            open.countDown();
        } else {
            schedule(feed, shorter(LONGEST_PAUSE, longer(interval, longer(maxAge, feed.timeToLive))));
        }
    }

    private void fail(Subscription feed, String reason, Duration retryAfter) {
        if (executor.isShutdown()) {
            return; // aborted requests fail
        }
        if (interval == null) {
            LOG.warn("feed {}: {}", feed.address, reason);
            giveUp();
            return;
        }
        feed.failures++;
        Duration doubled = interval.multipliedBy(1L << Math.min(feed.failures, MOST_DOUBLINGS));
        Duration backOff = shorter(longer(interval, LONGEST_BACK_OFF), doubled);
        Duration pause = shorter(LONGEST_PAUSE, longer(backOff, retryAfter));
        LOG.warn(
                "feed {}: {}; next try in {}",
                feed.address,
                reason,
                pause.toString().substring(2).toLowerCase(Locale.ROOT));
        schedule(feed, pause);
    }

    private void giveUp() {
        unreadCount.incrementAndGet();
        open.countDown();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
