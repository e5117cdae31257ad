package io.wordtide.chaos;

import java.util.Arrays;
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
    LEADER_CHANGE,
    REGISTRY_AT_START,
    REGISTRY_IN_FLIGHT,
    POISON,
    LINK_CUT_NEAR,
    LINK_CUT_FAR;

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
            case LEADER_CHANGE -> Servers.changeLeaders(run);
            case REGISTRY_AT_START -> Servers.registryDownAtStart(run);
            case REGISTRY_IN_FLIGHT -> Servers.registryDownInFlight(run);
            case POISON -> Servers.poison(run);
            case LINK_CUT_NEAR -> Links.cutNear(run);
            case LINK_CUT_FAR -> Links.cutFar(run);
        };
        run.awaitProgress();
        return done;
    }

    /** Whether the application must run on {@link TwoHosts}, which only root can make. */
    boolean needsTwoHosts() {
        return this == LINK_CUT_NEAR || this == LINK_CUT_FAR;
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
