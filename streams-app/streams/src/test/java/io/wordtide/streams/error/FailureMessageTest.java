package io.wordtide.streams.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailureMessageTest {

    @Test
    void shouldNameWhatIsNotAllowedAndWhereRightsAreListed() {
        assertThat(FailureMessage.of(
                        new StreamsException("Encountered an error", GroupAuthorizationException.forGroupId("news"))))
                .isEqualTo("Not authorized to access group: news; grant this user what docs/access.md lists");
    }

    @Test
    void shouldGiveTheMessageOfTheErrorWhoseCausesNoPersonCanActOn() {
        assertThat(FailureMessage.of(new StreamsException("it is broken", new IllegalStateException("inside"))))
                .isEqualTo("it is broken");
    }
}
