package io.wordtide.server.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import io.wordtide.schema.Topics;
import io.wordtide.server.follow.TopicFollower;
import io.wordtide.server.http.Routes.Route;
import io.wordtide.server.http.Routes.Where;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.config.HttpKeys;
import io.wordtide.streams.config.HttpSettings;
import io.wordtide.streams.config.WordtideConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.config.ConfigException;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of an instance, with its topic follower. It answers from {@link #start} until {@link #close}, and
 * about models from {@link #serve} on. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Requests that are answered at the same time, and a few threads for Jetty itself. */
    private static final int THREADS = 80;

    /** A request holds a thread while its body arrives and while others are embedded: some are left for the rest. */
    private static final int BODIES_AT_ONCE = 64;

    /** Limit for request line and headers: no id or word has kilobytes. */
    private static final int HEADER_BYTES = 8 * 1024;

    /** Slowest body that is accepted, bytes per second. */
    private static final int LEAST_BYTES_PER_SECOND = 100;

    /** Longer than the time between two heartbeats of the events. */
    private static final int IDLE_MS = 15_000;

    /** Longest time for a request line and headers, which a client that sends them at all sends at once. */
    private static final Duration HEAD = Duration.ofSeconds(20);

    private final HttpSettings settings;
    private final ServedLearner learner = new ServedLearner();
    private final TopicFollower follower;
    private final Routes routes;
    private final Forwarding forwarding;
    private final Javalin javalin;

    private HttpServer(WordtideConfig config, Topics topics) {
        this.settings = config.http();
        ObjectMapper json = new ObjectMapper()
                .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));
        try (Closer closer = new Closer()) {
            this.follower =
                    closer.register(new TopicFollower(config.consumerProperties(), topics, settings.documents()));
            Models models = new Models(learner, follower, config.defaultModelId());
            this.routes = Routes.of(config, models, learner, follower, json);
            this.forwarding = new Forwarding(models, learner, this::advertised, settings.bodyMaxBytes());
            this.javalin = Javalin.create(server -> configure(server, json));
            closer.keep();
        }
    }

    /**
     * Listens, and follows the topics.
     *
     * @throws ConfigException if the port cannot be listened on
     */
    public static HttpServer start(WordtideConfig config, Topics topics) {
        try (Closer closer = new Closer()) {
            HttpServer server = closer.register(new HttpServer(config, topics));
            server.javalin.start();
            server.warnOfUnencryptedToken();
            closer.keep();
            return server;
        } catch (JavalinException e) {
            HttpSettings settings = config.http();
            throw new ConfigException(
                    HttpKeys.PORT,
                    settings.port(),
                    "Expected a port that is free on " + settings.host() + ": " + e.getMessage());
        }
    }

    /** Answers about this application's models from now on. */
    public void serve(RunningLearner started) {
        learner.serve(started);
    }

    /** Address for a browser on this machine. */
    public URI address() {
        String host = isOnAllAddresses() ? "127.0.0.1" : settings.host();
        return URI.create("http://" + host + ":" + javalin.port() + "/");
    }

    /** Host and port under which other instances reach this one. */
    public String advertised() {
        return settings.advertised()
                .orElseGet(() -> (isOnAllAddresses() ? hostName() : settings.host()) + ":" + javalin.port());
    }

    private boolean isOnAllAddresses() {
        return settings.host().equals("0.0.0.0");
    }

    /** In a container, its id, under which its neighbours can reach it. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ConfigException("Expected the host name of this machine to resolve, found that it does not ("
                    + e.getMessage() + "); set " + HttpKeys.ADVERTISED);
        }
    }

    /** The endpoints. */
    Routes routes() {
        return routes;
    }

    /** Stops answering requests, then following topics. */
    @Override
    public void close() {
        routes.events().close();
        javalin.stop();
        follower.close();
    }

    /** The server speaks no TLS, and neither do its instances with each other. */
    private void warnOfUnencryptedToken() {
        if (settings.token().isPresent() && !Access.isLoopback(settings.host())) {
            LOG.warn(
                    "The token of {} is sent unencrypted, by clients and between instances ({}={}): let only a private"
                            + " network reach {}, and put a proxy with TLS in front of it for others",
                    HttpKeys.TOKEN,
                    HttpKeys.HOST,
                    settings.host(),
                    advertised());
        }
    }

    private void configure(JavalinConfig server, ObjectMapper json) {
        Problems problems = new Problems(json);
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.http.prefer405over404 = true;
        server.http.maxRequestSize = settings.bodyMaxBytes();
        server.jsonMapper(new JavalinJackson(json, false));
        configure(server.jetty, problems);
        server.staticFiles.add("/web", Location.CLASSPATH);
        if (HttpServer.class.getResource("/META-INF/resources/webjars") != null) {
            server.staticFiles.enableWebjars();
        }
        problems.register(server.routes);
        Access access = new Access(settings, this::advertised);
        server.routes.before(Access::secureHeaders);
        server.routes.before(access::requireOwnName);
        server.routes.before(Access::requireOwnPage);
        server.routes.before(access::limitRate);
        server.routes.before(Parameters::requireDecodable);
        routes.all().forEach(route -> add(server, route, access));
    }

    private void configure(JettyConfig server, Problems problems) {
        HeadTimeout headTimeout = new HeadTimeout(HEAD);
        server.threadPool = new QueuedThreadPool(THREADS, 4);
        server.modifyServer(jetty -> {
            jetty.setErrorHandler(problems);
            jetty.insertHandler(new MinimumDataRateHandler(LEAST_BYTES_PER_SECOND, 0));
            jetty.insertHandler(headTimeout);
        });
        server.modifyServletContextHandler(handler -> handler.setErrorHandler(problems));
        server.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(HEADER_BYTES);
            // Jetty's default takes a token that differs only in case for an earlier one of the same connection
            http.setHeaderCacheCaseSensitive(true);
            http.setIdleTimeout(IDLE_MS);
        });
        server.addConnector((jetty, http) -> {
            ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.addEventListener(headTimeout);
            return connector;
        });
    }

    private void add(JavalinConfig server, Route route, Access access) {
        Handler answer = route.method().equals(HandlerType.POST)
                ? new LimitedHandler(BODIES_AT_ONCE, context -> answer(route, context))
                : context -> answer(route, context);
        for (HandlerType method : route.methods()) {
            server.routes.addHttpHandler(method, route.path(), context -> {
                if (route.isProtected()) {
                    access.requireToken(context);
                }
                Parameters.requireKnown(context, route.parameters());
                answer.handle(context);
            });
        }
        String allowed = route.methods().stream().map(HandlerType::name).collect(joining(", ")) + ", OPTIONS";
        server.routes.options(
                route.path(), context -> context.status(HttpStatus.NO_CONTENT).header(Header.ALLOW, allowed));
    }

    /** Answers here, or by the instance that holds the model. */
    private void answer(Route route, Context context) throws Exception {
        if (route.where() == Where.HERE || !forwarding.answer(context)) {
            route.handler().handle(context);
        }
    }
}
