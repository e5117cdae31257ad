package io.wordtide.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void shouldMakeTheSamePlanOfTheSameSeedOnly() {
        // When, Then
        assertThat(Plan.kills(7, 25)).hasSize(25).isEqualTo(Plan.kills(7, 25)).isNotEqualTo(Plan.kills(8, 25));
        List<Fault> all = List.of(Fault.values());
        assertThat(Plan.shuffled(7, all))
                .containsExactlyInAnyOrderElementsOf(all)
                .isEqualTo(Plan.shuffled(7, all))
                .isNotEqualTo(Plan.shuffled(8, all));
    }

    @Test
    void shouldDrawOnlyFaultsThatCanHappen() {
        // When
        List<Fault> alone = Fault.in(Layout.SINGLE);
        List<Fault> drawn = Plan.drawn(7, alone, 200);

        // Then: each of 18 kinds is missing among 200 with a probability of (17/18)^200 < 0.00002
        assertThat(alone).contains(Fault.DISK_FULL).doesNotContain(Fault.MERGER_KILL, Fault.SHARD_KILL);
        assertThat(drawn).isSubsetOf(alone).containsAll(alone).isEqualTo(Plan.drawn(7, alone, 200));
        assertThat(Fault.in(new Layout(1, 2, 2, 1))).contains(Fault.MERGER_KILL).doesNotContain(Fault.SHARD_KILL);
        assertThat(Fault.in(new Layout(1, 2, 2, 4))).contains(Fault.SHARD_KILL).doesNotContain(Fault.DISK_FULL);
        // only by name, since it needs root
        assertThat(Fault.in(new Layout(1, 2, 2, 4))).doesNotContain(Fault.SHARD_CUT_OFF, Fault.MERGER_CUT_OFF);
        assertThat(Fault.SHARD_CUT_OFF.fits(new Layout(1, 2, 2, 4))).isTrue();
    }

    @Test
    void shouldSpreadFaultsOverTheStreamAndLeaveRoomBehindTheLast() {
        // When: 10 stretches of 85 documents, and 150 documents after them
        List<Long> places = Plan.places(new SplittableRandom(1), 10, 1000);

        // Then
        assertThat(places).hasSize(10).isSorted();
        for (int i = 0; i < 10; i++) {
            assertThat(places.get(i)).as("place %d", i).isBetween(85L * i, 85L * (i + 1));
        }
    }

    @Test
    void shouldNameTheFaultsThatThereAreWhenOneIsUnknown() {
        // When, Then
        assertThat(Fault.named("kill-snapshot")).isEqualTo(Fault.KILL_SNAPSHOT);
        assertThatThrownBy(() -> Fault.named("kill-all"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected one of kill-refinement, ")
                .hasMessageEndingWith(", found kill-all");
    }
}
