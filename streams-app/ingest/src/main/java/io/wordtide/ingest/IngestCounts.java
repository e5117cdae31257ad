package io.wordtide.ingest;

/**
 * What has been ingested so far: each record is counted in one of the two once the broker has acknowledged it.
 *
 * @param sent documents on the {@code documents} topic
 * @param rejected records on the {@code dead-letters} topic
 */
public record IngestCounts(long sent, long rejected) {

    /** All records. */
    public long total() {
        return sent + rejected;
    }
}
