/**
 * What can go wrong, in three kinds:
 *
 * <ul>
 *   <li><em>bad record</em> ({@link io.wordtide.streams.error.BadDocumentException}): one document cannot be learned.
 *       It goes to the dead letters with its bytes and the cause, and the stream continues. The same holds for a
 *       document that makes our own code fail, and for a record on the internal topic that this application did not
 *       write;
 *   <li><em>transient</em> ({@link io.wordtide.streams.error.RegistryUnavailableException}, Kafka's own retriable
 *       errors): the document is fine, but something around it is not. The transaction is aborted; after a wait, a new
 *       thread reads the same documents again;
 *   <li><em>broken learner</em> (everything else: a snapshot that cannot be read, a configuration that does not fit the
 *       state): the application stops, and its state is that of the last commit.
 * </ul>
 *
 * <p>Where they arise in Kafka Streams, and what handles them there:
 *
 * <ul>
 *   <li>reading: documents are read as bytes, which cannot fail; bags are handled by
 *       {@link io.wordtide.streams.processor.SetUndecodableBagAside}. No timestamp is rejected: Kafka Streams gives
 *       each record the time of its processing;
 *   <li>processing: {@link io.wordtide.streams.processor.TokenizeProcessor} catches errors that one document causes;
 *       Kafka Streams' own handler fails the task on all others;
 *   <li>writing: Kafka Streams' own handler, which suits exactly-once: a record that cannot be written must abort its
 *       transaction. After a retriable error (a broker unavailable for longer than the producer waits), the same thread
 *       recreates the task from its changelogs. A serializer that cannot reach the registry fails the task, which is
 *       transient here. A record that is too large fails it, too, and stops the application, since it would be too
 *       large again; so whatever could become one is made a dead letter before it is sent.
 * </ul>
 *
 * <p>Every exception that leaves a thread reaches {@link io.wordtide.streams.error.ReplaceThreadOnTransientError},
 * which decides. No message here contains document text.
 */
@NullMarked
package io.wordtide.streams.error;

import org.jspecify.annotations.NullMarked;
