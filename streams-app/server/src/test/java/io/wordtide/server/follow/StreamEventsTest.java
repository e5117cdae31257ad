package io.wordtide.server.follow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.server.follow.StreamEvents.StreamEvent;
import io.wordtide.server.follow.StreamEvents.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreamEventsTest {

    private final StreamEvents events = new StreamEvents();

    @Test
    void shouldReportANewcomerTheLast50ChangesOfItsModel() throws InterruptedException {
        add("m", 60);
        add("other", 5);

        List<StreamEvent> told = told(events.subscribe("m", OptionalLong.empty()));

        assertThat(told).hasSize(50).allMatch(event -> event.model().equals("m"));
        assertThat(told.get(49).sequence()).isEqualTo(60);
    }

    @Test
    void shouldContinueWhereASubscriberLeftOff() throws InterruptedException {
        add("m", 60);

        assertThat(told(events.subscribe("m", OptionalLong.of(58))))
                .extracting(StreamEvent::sequence)
                .containsExactly(59L, 60L);
        assertThat(told(events.subscribe("m", OptionalLong.of(60)))).isEmpty();
        assertThat(told(events.subscribe("m", OptionalLong.of(1_000)))).hasSize(50);
    }

    @Test
    void shouldDropASubscriberThatDoesNotKeepUpAndNoOther() throws InterruptedException {
        Subscription slow = events.subscribe("m", OptionalLong.empty());
        Subscription quick = events.subscribe("m", OptionalLong.empty());

        int toldCount = 0;
        for (int n = 0; n < 1_000; n++) {
            add("m", 1);
            toldCount += told(quick).size();
        }

        assertThat(slow.isDropped()).isTrue();
        assertThat(quick.isDropped()).isFalse();
        assertThat(toldCount).isEqualTo(1_000);
        assertThat(events.subscriptionCount()).isEqualTo(1);
    }

    private static List<StreamEvent> told(Subscription subscription) throws InterruptedException {
        List<StreamEvent> told = new ArrayList<>();
        for (StreamEvent event = subscription.poll(0); event != null; event = subscription.poll(0)) {
            told.add(requireNonNull(event));
        }
        return told;
    }

    private void add(String model, int count) {
        for (int n = 0; n < count; n++) {
            events.add(LearningEvent.newBuilder()
                    .setModel(model)
                    .setModelVersion(1)
                    .setKind(LearningEventKind.DRIFT)
                    .setMessage("drift")
                    .setSinceDocument(1)
                    .setDocumentsSeen(1)
                    .setTerms(List.of())
                    .setNeighboursLost(List.of())
                    .setNeighboursGained(List.of())
                    .setEvidence(Map.of())
                    .setDetectedAt(Instant.EPOCH)
                    .build());
        }
    }
}
