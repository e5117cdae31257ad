/**
 * Writes what is learned into a database: {@link io.wordtide.cli.sink.PostgresSink} reads the topics of embeddings and
 * keeps the rows of PostgreSQL equal to them. Read next {@link io.wordtide.cli.sink.SinkTable}, which says what the tables
 * look like, and {@code StoredOffsets}, which makes that exact.
 *
 * <p>Offsets are rows of the database, written in the transaction of the rows they stand for. So a process or a database
 * that is killed at any moment repeats nothing and loses nothing, a backup that is restored continues where it was made,
 * and of several sinks on the same tables, one writes each record. No consumer group is used.
 *
 * <p>Everything here runs on the thread that calls {@code run}, except {@code stop}. Depends on no command.
 */
@NullMarked
package io.wordtide.cli.sink;

import org.jspecify.annotations.NullMarked;
