package io.wordtide.streams.processor;

import com.google.common.base.Throwables;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.RegistryErrors;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.error.RegistryUnavailableException;
import java.io.IOException;
import org.apache.avro.Schema;

/**
 * The schemas that records were written with. An id that the registry does not know is the record's fault; a registry that
 * does not respond is not.
 */
final class WriterSchemas {

    private final SchemaRegistryClient registry;

    WriterSchemas(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * @throws BadDocumentException if the registry does not know the id, or knows it as another type of schema
     * @throws RegistryUnavailableException if the registry is unavailable
     */
    Schema byId(int schemaId) throws BadDocumentException {
        try {
            return ((AvroSchema) registry.getSchemaById(schemaId)).rawSchema();
        } catch (RestClientException e) {
            if (RegistryErrors.isNotFound(e)) {
                throw undecodable("expected a schema id the registry knows, found " + schemaId);
            }
            throw unavailable(schemaId, e);
        } catch (IOException | RuntimeException e) {
            if (isOfAnotherType(e)) {
                throw undecodable("expected schema id " + schemaId
                        + " to be an Avro schema, found a schema of another type; use the Avro serializer at the producer"
                        + " (in Kafka Connect: io.confluent.connect.avro.AvroConverter)");
            }
            throw unavailable(schemaId, e);
        }
    }

    /** The client has no exception type for this, only a message: it received a schema that it cannot read. */
    private static boolean isOfAnotherType(Exception e) {
        return Throwables.getCausalChain(e).stream()
                .anyMatch(cause ->
                        cause.getMessage() != null && cause.getMessage().startsWith("Invalid schema"));
    }

    private static BadDocumentException undecodable(String message) {
        return new BadDocumentException(DeadLetterReason.UNDECODABLE, message);
    }

    private static RegistryUnavailableException unavailable(int schemaId, Exception cause) {
        return new RegistryUnavailableException(
                "expected schema " + schemaId + " from the Schema Registry, "
                        + RegistryErrors.explain("schemas by their id", cause),
                cause);
    }
}
