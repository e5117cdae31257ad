package io.wordtide.schema;

/**
 * How large records may be. Every limit follows from {@link #MAX_RECORD_BYTES}: a record that its topic refuses would
 * stop the task or the command that sends it, so whatever could become one is rejected before.
 *
 * <p>Records that come in have no such limits, since brokers measure them compressed.
 */
public final class RecordSizes {

    /**
     * Largest record on a topic that carries documents, bags or dead letters, bytes: {@code max.message.bytes} of the
     * topic, 16 MiB. Room for a document of 15 million ASCII characters.
     */
    public static final int MAX_RECORD_BYTES = 16 << 20;

    /** What surrounds key, value and headers, bytes: Kafka's own frame, and the key of a row in a changelog. 64 KiB. */
    private static final int OVERHEAD_BYTES = 64 << 10;

    /** Largest request of the application's producers, bytes: 16 MiB + 64 KiB. */
    public static final int MAX_REQUEST_BYTES = MAX_RECORD_BYTES + OVERHEAD_BYTES;

    /**
     * What a producer holds that waits to be sent, bytes: 4 x 16 MiB = 64 MiB. A snapshot arrives at once; with less room
     * the thread that writes it waits for the network.
     */
    public static final int PRODUCER_BUFFER_BYTES = 4 * MAX_RECORD_BYTES;

    /** Most that key, value and headers hold together, bytes: 16 MiB - 64 KiB. */
    public static final int MAX_CONTENT_BYTES = MAX_RECORD_BYTES - OVERHEAD_BYTES;

    /** Most that key and headers hold of a dead letter that keeps them, bytes: 1 MiB. */
    public static final int MAX_DEAD_LETTER_FRAME_BYTES = 1 << 20;

    /** Longest original value that a dead letter keeps whole, bytes: 16 MiB - 64 KiB - 1 MiB. */
    public static final int MAX_KEPT_VALUE_BYTES = MAX_CONTENT_BYTES - MAX_DEAD_LETTER_FRAME_BYTES;

    /** What a dead letter keeps of a value that is too long, bytes: the first MiB. */
    public static final int CUT_VALUE_BYTES = 1 << 20;

    /** Most bytes that a UTF-16 code unit takes in UTF-8. */
    public static final int MAX_UTF8_BYTES_PER_CHARACTER = 3;

    /**
     * Longest id, source, language, term or model id that the application accepts, characters (UTF-16 code units). Each
     * is the key of some record and a part of others ({@link #MAX_LEARNED_RECORD_BYTES}); a model's id is in each row of its
     * stores.
     */
    public static final int MAX_NAME_CHARACTERS = 1_000;

    /** Such a name in UTF-8, bytes: 3 x 1,000. */
    public static final int MAX_NAME_BYTES = MAX_UTF8_BYTES_PER_CHARACTER * MAX_NAME_CHARACTERS;

    /**
     * Largest record of what is learned (embeddings, reports, events, stories), bytes: 170 names and the overhead, 562 KiB. The
     * largest is an event, whose key, model, 50 words, 20 neighbours and a message with 11 of them are 83 names of 3,000
     * bytes; its surface forms are 70 names more, and 70 times 192 bytes. The key, model, first document, 10 terms, 20 sources
     * and three names of each of 20 documents of a story are 93 names; an embedding of 4,096 dimensions, the most there can
     * be, has 32 KiB and six names.
     */
    public static final int MAX_LEARNED_RECORD_BYTES = 170 * MAX_NAME_BYTES + OVERHEAD_BYTES;

    /**
     * Longest id, title, source or language that ingestion sends, characters. More than the application accepts as a
     * name, so that a longer one becomes a dead letter there, which keeps the document.
     */
    public static final int MAX_ATTRIBUTE_CHARACTERS = 8 << 10;

    /** Such an attribute in UTF-8, bytes: 3 x 8 KiB = 24 KiB. */
    private static final int MAX_ATTRIBUTE_BYTES = MAX_UTF8_BYTES_PER_CHARACTER * MAX_ATTRIBUTE_CHARACTERS;

    /** Room for the headers of a document, bytes: 72 KiB. */
    private static final int DOCUMENT_HEADERS_BYTES = 72 << 10;

    /**
     * Longest text that ingestion sends, bytes in UTF-8: 16 MiB - 256 KiB. The overhead is 64 KiB; id, title, source,
     * language and, as the key, the id again are 5 x 24 = 120 KiB; headers are 72 KiB.
     */
    public static final int MAX_TEXT_BYTES = MAX_CONTENT_BYTES - 5 * MAX_ATTRIBUTE_BYTES - DOCUMENT_HEADERS_BYTES;

    /**
     * Longest record of an input that is read whole, bytes: 4 x 16 MiB = 64 MiB. A text of 16 MiB can fill 48 MiB as JSON,
     * which writes up to six bytes for two of UTF-8.
     */
    public static final int MAX_INPUT_RECORD_BYTES = 4 * MAX_RECORD_BYTES;

    private RecordSizes() {}
}
