package io.wordtide.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Faults of the application or of what it depends on, by name. */
enum Fault {
    KILL_REFINEMENT,
    KILL_PRODUCE,
    KILL_SNAPSHOT,
    KILL_RESTORE,
    KILL_COMMIT,
    KILL_ANY,
    STATE_DELETED,
    DISK_FULL,
    ZOMBIE,
    SECOND_INSTANCE,
    BROKER_KILL,
    BROKER_RESTART,
    BROKERS_AWAY,
    LEADER_CHANGE,
    REGISTRY_AT_START,
    REGISTRY_IN_FLIGHT,
    POISON,
    CLOCK_JUMP,
    MERGER_KILL,
    SHARD_KILL,
    SHARD_FREEZE,
    INSTANCE_JOINS,
    INSTANCE_LEAVES,
    MERGER_CUT_OFF,
    SHARD_CUT_OFF;

    /**
     * Injects the fault, and waits until the application learns again.
     *
     * @return what was done, in words
     * @throws ChaosException if the application does not learn again
     */
    String inject(ChaosRun run) {
        String done = switch (this) {
            case KILL_REFINEMENT -> Kills.at(run, Moment.REFINEMENT);
            case KILL_PRODUCE -> Kills.at(run, Moment.PRODUCE);
            case KILL_SNAPSHOT -> Kills.at(run, Moment.SNAPSHOT);
            case KILL_RESTORE -> Kills.duringRestore(run);
            case KILL_COMMIT -> Kills.at(run, Moment.COMMIT);
            case KILL_ANY -> Kills.anyTime(run);
            case STATE_DELETED -> Kills.withStateDeleted(run);
            case DISK_FULL -> Kills.withFullDisk(run);
            case ZOMBIE -> Instances.zombie(run);
            case SECOND_INSTANCE -> Instances.joinAndLeave(run);
            case BROKER_KILL -> Servers.killBroker(run);
            case BROKER_RESTART -> Servers.restartBroker(run);
            case BROKERS_AWAY -> Servers.allBrokersAway(run);
            case LEADER_CHANGE -> Servers.changeLeaders(run);
            case REGISTRY_AT_START -> Servers.registryDownAtStart(run);
            case REGISTRY_IN_FLIGHT -> Servers.registryDownInFlight(run);
            case POISON -> Servers.poison(run);
            case CLOCK_JUMP -> Servers.jumpClock(run);
            case MERGER_KILL -> Instances.killLearner(run);
            case SHARD_KILL -> Instances.killShards(run);
            case SHARD_FREEZE -> Instances.freezeShards(run);
            case INSTANCE_JOINS -> Instances.joins(run);
            case INSTANCE_LEAVES -> Instances.leaves(run);
            case MERGER_CUT_OFF -> Links.cutLearner(run);
            case SHARD_CUT_OFF -> Links.cutShards(run);
        };
        // a report that was committed before the fault must not pass for recovery
        run.trickleUntil(
                "all instances to run", () -> run.fleet().instances().stream().allMatch(SupervisedApp::hasRun));
        return "%s; next report after %d s".formatted(done, run.awaitProgress().toSeconds());
    }

    /** Whether the application is right to end by itself. */
    boolean mayEndTheApplication() {
        return this == REGISTRY_AT_START || this == DISK_FULL || this == CLOCK_JUMP;
    }

    /** Whether it can happen in a layout. */
    boolean fits(Layout layout) {
        return switch (this) {
            // the disk is that of the first instance
            case DISK_FULL -> layout.instances() == 1;
            // with others, the one that restores has done so before it can be observed
            case KILL_RESTORE -> layout.instances() == 1;
            case MERGER_KILL, MERGER_CUT_OFF, INSTANCE_JOINS, INSTANCE_LEAVES -> layout.instances() > 1;
            case SHARD_KILL, SHARD_FREEZE, SHARD_CUT_OFF -> layout.instances() > 1 && layout.shards() > 1;
            default -> true;
        };
    }

    /** Whether instances must be {@link LinkedHost}s, which only root can make. */
    boolean needsLinks() {
        return this == MERGER_CUT_OFF || this == SHARD_CUT_OFF;
    }

    /** Those that can happen in a layout on this host alone. */
    static List<Fault> in(Layout layout) {
        return Arrays.stream(values())
                .filter(fault -> fault.fits(layout) && !fault.needsLinks())
                .toList();
    }

    /** @throws IllegalArgumentException if no fault has that name; the message lists the names */
    static Fault named(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Fault::toString).collect(Collectors.joining(", ")) + ", found "
                        + name));
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
