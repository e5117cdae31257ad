package io.wordtide.streams.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailureMessageTest {

    @Test
    void shouldTakeTheMessageThatWasWrittenForAPerson() {
        // Given: as Kafka Streams wraps it
        Throwable failure = new StreamsException(
                "Exception caught in process. taskId=1_0", new BrokenLearnerException("set them back", null));

        // When, Then
        assertThat(FailureMessage.of(failure)).isEqualTo("set them back");
    }

    @Test
    void shouldExplainTheRegistrysAnswerWithoutTheSchema() {
        // Given
        Throwable failure = new StreamsException(
                "Error encountered trying to send record",
                new AuthorizationException(
                        "Error registering Avro schema{\"type\":\"record\"}",
                        new RestClientException("no", 403, 40301)));

        // When, Then
        assertThat(FailureMessage.of(failure))
                .isEqualTo(
                        "expected the Schema Registry to take the schema of a record, found that this user may not use"
                                + " its subject (status 403); have the registry's operator grant it");
    }

    @Test
    void shouldKeepTheMessageOfAnyOtherError() {
        assertThat(FailureMessage.of(new StreamsException("as it is", new IllegalStateException("inner"))))
                .isEqualTo("as it is");
    }

    @Test
    void shouldNameWhatIsNotAllowedAndWhereRightsAreListed() {
        assertThat(FailureMessage.of(
                        new StreamsException("Encountered an error", GroupAuthorizationException.forGroupId("news"))))
                .isEqualTo("Not authorized to access group: news; grant this user what docs/access.md lists");
    }
}
