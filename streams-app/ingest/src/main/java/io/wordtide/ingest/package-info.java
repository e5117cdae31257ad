/**
 * Sends documents from files, standard input and feeds to the {@code documents} topic, and rejected records to
 * {@code dead-letters}.
 *
 * <p>Read {@link io.wordtide.ingest.Inputs} first (what the arguments name), then
 * {@link io.wordtide.ingest.DocumentReader} (an input as a lazy sequence of documents and rejected records) and
 * {@link io.wordtide.ingest.Ingester} (sends them). The formats are in
 * {@link io.wordtide.ingest.format}, feeds in {@link io.wordtide.ingest.feed}. Invariant: every record of an input
 * becomes exactly one document or one dead letter, in the order of the input; a record is in memory only while it is
 * read and sent.
 */
@NullMarked
package io.wordtide.ingest;

import org.jspecify.annotations.NullMarked;
