package io.wordtide.server.http;

import io.javalin.http.Context;
import io.wordtide.server.follow.ReportPoint;
import io.wordtide.server.follow.TopicFollower;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;

/** Progress of learning: live perplexity and the state of this instance. Thread-safe. */
final class StreamHandlers {

    private final Models models;
    private final RunningLearner learner;
    private final Health health;
    private final TopicFollower follower;

    StreamHandlers(Models models, RunningLearner learner, Health health, TopicFollower follower) {
        this.models = models;
        this.learner = learner;
        this.health = health;
        this.follower = follower;
    }

    record Perplexity(String model, long version, List<ReportPoint> points) {}

    record Status(
            String state,
            boolean ready,
            double documentsPerSecond,
            long lag,
            long waitingDocuments,
            double uptimeSeconds) {}

    void perplexity(Context context) {
        int points = Parameters.number(context, "points", 500, 2, 5_000);
        String model = models.id(context);
        long version = models.version(model);
        context.json(new Perplexity(model, version, follower.reports().points(model, points)));
    }

    void metrics(Context context) {
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(learner.scrape());
    }

    void status(Context context) {
        context.json(new Status(
                learner.state().name(),
                health.whyNotReady().isEmpty(),
                follower.reports().documentsPerSecond(Instant.now()),
                learner.lag(),
                learner.waitingDocuments(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1_000.0));
    }
}
