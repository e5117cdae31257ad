package io.wordtide.streams.processor;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.streams.topics.SchemaFit;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records of the topic {@code documents}: a document, whose id is in its value or else in its key; or, without a
 * value, a request to forget the document that is its key. Not thread-safe.
 */
public final class DocumentRecords {

    private final WireDecoder<Document> decoder;
    private final DocumentKeys keys;

    /** @param registry holds the schemas that documents are written with */
    public DocumentRecords(SchemaRegistryClient registry) {
        WriterSchemas schemas = new WriterSchemas(registry);
        this.decoder = new WireDecoder<>("document", SchemaFit.DOCUMENTS, schemas, Optional.empty());
        this.keys = new DocumentKeys(schemas);
    }

    /**
     * The id of the document in a record, or of the one that it asks to forget.
     *
     * @return empty if the record can be neither; it becomes a dead letter
     * @throws io.wordtide.streams.error.RegistryUnavailableException if the registry is unavailable
     */
    public Optional<String> id(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(
                    record.value() == null
                            ? idToForget(record.key())
                            : document(record.key(), record.headers(), record.value())
                                    .getId());
        } catch (BadDocumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a record without a value, but with this key, asks to forget a document.
     *
     * @throws io.wordtide.streams.error.RegistryUnavailableException if the registry is unavailable
     */
    public boolean isKeyOf(String documentId, byte @Nullable [] key) {
        try {
            return documentId.equals(idToForget(key));
        } catch (BadDocumentException e) {
            return false;
        }
    }

    /** @throws BadDocumentException if the key is not an id */
    String idToForget(byte @Nullable [] key) throws BadDocumentException {
        String documentId = keys.id(key);
        RecordLimits.requireId(documentId);
        return documentId;
    }

    /** @throws BadDocumentException if the value is not a document with a text, or there is no id */
    Document document(byte @Nullable [] key, Headers headers, byte[] value) throws BadDocumentException {
        String idInHeader = ForeignFormat.of(headers);
        if (!idInHeader.isEmpty()) {
            throw new BadDocumentException(DeadLetterReason.UNDECODABLE, idInHeader);
        }
        Document document = decoder.decode(value);
        if (document.getText() == null) {
            throw new BadDocumentException(DeadLetterReason.EMPTY, "expected a text, found null");
        }
        return document.getId() == null
                ? Document.newBuilder(document).setId(keys.id(key)).build()
                : document;
    }
}
