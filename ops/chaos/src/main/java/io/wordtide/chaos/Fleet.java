package io.wordtide.chaos;

import io.wordtide.streams.topics.InternalTopics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The instances of one application. Which of them holds which task is asked of the group, where an instance is known by
 * its name, its {@code client.id}. For one thread.
 */
final class Fleet implements AutoCloseable {

    /** Exit code after SIGKILL: 128 + 9. */
    private static final int KILLED = 137;

    private final Application application;
    private final ClusterAdmin admin;
    private final Path directory;
    private final boolean withClocks;
    private final List<SupervisedApp> instances = new ArrayList<>();
    private final List<Integer> exitCodesOfThoseThatLeft = new ArrayList<>();
    private int startedCount;

    /**
     * Starts the instances.
     *
     * @param withClocks whether each has a clock that can be set
     */
    Fleet(Application application, ClusterAdmin admin, int instanceCount, Path directory, boolean withClocks) {
        this.application = application;
        this.admin = admin;
        this.directory = directory;
        this.withClocks = withClocks;
        for (int i = 0; i < instanceCount; i++) {
            join();
        }
    }

    /** Starts another instance. */
    SupervisedApp join() {
        startedCount++;
        // the state of the first one is where the disk is mounted
        String name = application.id() + (startedCount == 1 ? "" : "-" + startedCount);
        Map<String, String> settings = new HashMap<>(application.settings());
        settings.put("client.id", name);
        SupervisedApp started = new SupervisedApp(
                name,
                settings,
                directory,
                withClocks ? FakeClock.of(directory.resolve(name + ".clock")) : Optional.empty());
        instances.add(started);
        return started;
    }

    /** Stops an instance in order, for good. */
    void leave(SupervisedApp instance) {
        instances.remove(instance);
        try (instance) {
            instance.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted while an instance stopped", e);
        } finally {
            exitCodesOfThoseThatLeft.addAll(instance.exitCodes());
        }
    }

    /** Those that are running or being restarted, the oldest first. */
    List<SupervisedApp> instances() {
        return List.copyOf(instances);
    }

    /**
     * The one with the task of the first partition of the bags, which learns and publishes. Empty while tasks are being
     * moved. An instance that was killed holds its tasks until its session has ended.
     */
    Optional<SupervisedApp> learner() {
        return instances.size() == 1
                ? Optional.of(instances.get(0))
                : holders(InternalTopics.bags(application.id())).stream().findFirst();
    }

    /** Whether another instance learns, and not this one. */
    boolean isLearnerOther(SupervisedApp instance) {
        return learner().filter(learner -> learner != instance).isPresent();
    }

    /** Those that hold shards but do not learn. */
    List<SupervisedApp> shardHolders() {
        List<SupervisedApp> holders = new ArrayList<>(holders(InternalTopics.shards(application.id())));
        learner().ifPresent(holders::remove);
        return holders;
    }

    /** How processes have ended so far, in the order of instances. */
    List<Integer> exitCodes() {
        List<Integer> codes = new ArrayList<>(exitCodesOfThoseThatLeft);
        instances.forEach(instance -> codes.addAll(instance.exitCodes()));
        return codes;
    }

    /** How many of these processes were neither killed nor asked to end. */
    static long endedByThemselves(List<Integer> exitCodes) {
        return exitCodes.stream()
                .filter(code -> code != KILLED && code != SupervisedApp.TERMINATED)
                .count();
    }

    /** Stops all of them in order. */
    void stop() {
        instances().forEach(this::leave);
    }

    @Override
    public void close() {
        instances.forEach(SupervisedApp::close);
    }

    private List<SupervisedApp> holders(String topic) {
        Set<String> clients = admin.clientsWith(application.id(), topic);
        return instances.stream()
                .filter(instance ->
                        clients.stream().anyMatch(client -> client.startsWith(instance.name() + "-StreamThread-")))
                .toList();
    }
}
