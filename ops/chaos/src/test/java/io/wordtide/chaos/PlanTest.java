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
