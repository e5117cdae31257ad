package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RegistryErrorsTest {

    private static final String WHERE = "the subject app.documents-value";

    @Test
    void shouldSayThatTheUserIsNotAcceptedWhenTheStatusIs401() {
        // Given: as the serializer throws it, with the schema in its message
        Exception error = new AuthenticationException(
                "Error registering Avro schema{\"type\":\"record\"}",
                new RestClientException("Unauthorized", 401, 40101));

        // When, Then
        assertThat(RegistryErrors.explain(WHERE, error))
                .startsWith("found that it does not accept this user (status 401); set basic.auth.credentials.source");
    }

    @Test
    void shouldSayThatTheUserMayNotUseTheSubjectWhenTheStatusIs403() {
        assertThat(explain("User cannot access the resource.", 403, 40301))
                .isEqualTo("found that this user may not use the subject app.documents-value (status 403); have the"
                        + " registry's operator grant it");
    }

    @Test
    void shouldSayHowToRegisterWhenTheRegistryDoesNotHaveTheSchema() {
        assertThat(explain("Subject not found", 404, 40401))
                .isEqualTo("found that the subject app.documents-value does not have it (status 404); register it with"
                        + " wordtide schemas register, or set auto.register.schemas=true");
    }

    @Test
    void shouldDoubtTheAddressWhenAServerAnswers404WithoutACodeOfARegistry() {
        assertThat(explain("Could not find resource", 404, 404))
                .isEqualTo("found an address that is not a registry's (status 404); check the path in"
                        + " schema.registry.url");
    }

    @Test
    void shouldKeepOnlyTheFirstReasonOfConfluentsRegistry() {
        // Given
        String message = "Schema being registered is incompatible with an earlier schema for subject \"s\", details:"
                + " [{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'b' at path '/fields/1' in"
                + " the new schema has no default value and is missing in the old schema', additionalInfo:'b'},"
                + " {oldSchemaVersion: 1}, {oldSchema: '{\"type\":\"record\"}'}]";

        // When, Then
        assertThat(explain(message, 409, 409))
                .startsWith("found that it is not compatible with what the subject app.documents-value has (status 409:"
                        + " The field 'b' at path '/fields/1' in the new schema has no default value and is missing in"
                        + " the old schema); set ")
                .doesNotContain("oldSchema");
    }

    @Test
    void shouldKeepOnlyTheFirstReasonOfApicuriosRegistry() {
        assertThat(explain(
                        "io.apicurio.registry.rules.RuleViolationException: Incompatible artifact: s1-value [AVRO], num"
                                + " of incompatible diffs: {1}, list of diff types: [b at /fields/1] Causes: b at"
                                + " /fields/1",
                        409, 409))
                .contains("(status 409: b at /fields/1); set ");
    }

    @Test
    void shouldCutAReasonBeforeASchemaAndAfter200Characters() {
        assertThat(explain("no room for {\"type\":\"record\"}", 500, 50001))
                .contains("(status 500: no room for ...); try again");
        assertThat(explain("x".repeat(201), 500, 50001)).contains("(status 500: " + "x".repeat(200) + " ...); ");
    }

    @Test
    void shouldNameTheCauseWhenThereIsNoAnswer() {
        // Given
        Exception error = new SerializationException(
                "Error serializing Avro message", new ConnectException("Connection refused"));

        // When, Then
        assertThat(RegistryErrors.isFromRegistry(error)).isTrue();
        assertThat(RegistryErrors.explain(WHERE, error))
                .isEqualTo("found no answer of a registry (ConnectException: Connection refused); check"
                        + " schema.registry.url, and that the registry is up");
    }

    @Test
    void shouldNotTakeOtherErrorsForTheRegistrys() {
        assertThat(RegistryErrors.isFromRegistry(new SerializationException("not a record")))
                .isFalse();
        // a value that ends too early
        assertThat(RegistryErrors.isFromRegistry(new SerializationException("cut", new EOFException())))
                .isFalse();
    }

    private static String explain(String message, int status, int errorCode) {
        return RegistryErrors.explain(WHERE, new RestClientException(message, status, errorCode));
    }
}
