/**
 * What can go wrong, in three kinds:
 *
 * <ul>
 *   <li><em>bad record</em> ({@link io.wordtide.streams.error.BadDocumentException}): one document cannot be learned from.
 *       It goes to the dead letters with its bytes and the cause, and the stream goes on. So does a document that makes
 *       our own code fail, and a record on the internal topic that this application did not write;
 *   <li><em>transient</em> ({@link io.wordtide.streams.error.RegistryUnavailableException}, Kafka's own retriable errors):
 *       the document is fine, something around it is not. The transaction is given up, the thread is replaced after a
 *       wait and reads the same documents again;
 *   <li><em>broken learner</em> (everything else: a snapshot that cannot be read, a configuration that does not fit the
 *       state): the application stops, and its state is that of the last commit.
 * </ul>
 *
 * <p>Where they come up in Kafka Streams, and what decides there:
 *
 * <ul>
 *   <li>reading: documents are read as bytes and cannot fail; for the bags it is
 *       {@link io.wordtide.streams.processor.SetUndecodableBagAside}. No time is refused: Kafka Streams gives each record
 *       that of its processing;
 *   <li>processing: {@link io.wordtide.streams.processor.TokenizeProcessor} catches what one document causes; Kafka Streams'
 *       own handler fails the task on the rest;
 *   <li>writing: Kafka Streams' own handler, which suits exactly-once, where a record that is given up must take its
 *       transaction with it. A retriable error (a broker away for longer than the producer's patience) makes the task
 *       anew on the same thread, from its changelogs. A serializer that cannot ask the registry fails the task, which
 *       is transient here. A record that is too large fails it too, and as it will be too large again, that stops the
 *       application; so what could become one is a dead letter before it is sent.
 * </ul>
 *
 * <p>What leaves a thread ends at {@link io.wordtide.streams.error.ReplaceThreadOnTransientError}, which decides. No message
 * here holds the text of a document.
 */
@NullMarked
package io.wordtide.streams.error;

import org.jspecify.annotations.NullMarked;
