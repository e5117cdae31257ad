/**
 * The formats a document can be read from: how bytes are cut into records, and how a record becomes a document.
 *
 * <p>Read {@link io.wordtide.ingest.format.InputFormat} first, then
 * {@link io.wordtide.ingest.format.RawRecordReader} (bytes to records) and
 * {@link io.wordtide.ingest.format.RecordParser} (a record to a document). Depends on no file names, no Kafka and no
 * command line. Instances belong to one thread. Messages never hold text of a record.
 */
@NullMarked
package io.wordtide.ingest.format;

import org.jspecify.annotations.NullMarked;
