package io.wordtide.cli.dev;

/**
 * Where all documents of a data directory are: {@code in = embedded + waiting + dead-lettered + skipped}.
 *
 * @param in records of the inputs: documents on the topic, and records that ingestion rejected
 * @param embedded learned, with an embedding on its topic
 * @param waiting not yet tokenized, on their way to their model, or waiting for their mini-batch
 * @param deadLettered set aside on the dead-letters topic
 * @param skipped counted only towards the document frequencies, because they have no known word, or not even that, because their ids came before
 */
public record Accounts(long in, long embedded, long waiting, long deadLettered, long skipped) {

    /** Whether every document is in exactly one place. */
    public boolean balance() {
        return in == embedded + waiting + deadLettered + skipped;
    }

    /** Whether more than half of the documents were set aside. */
    public boolean isMostlyDeadLettered() {
        return 2 * deadLettered > in;
    }

    /** Documents that have reached a final state. */
    public long settled() {
        return embedded + deadLettered + skipped;
    }

    @Override
    public String toString() {
        return "in %,d = embedded %,d + waiting %,d + dead-lettered %,d + skipped %,d"
                .formatted(in, embedded, waiting, deadLettered, skipped);
    }
}
