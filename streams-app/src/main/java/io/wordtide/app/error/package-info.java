/**
 * What can go wrong, in three kinds:
 *
 * <ul>
 *   <li><em>bad record</em> ({@link io.wordtide.app.error.BadDocumentException}): one document cannot be learned from.
 *       It goes to the dead letters with its bytes and the cause, and the stream goes on;
 *   <li><em>transient</em> ({@link io.wordtide.app.error.RegistryUnavailableException}, Kafka's own retriable errors):
 *       the document is fine, something around it is not. The transaction is given up, the thread is replaced and reads
 *       the same documents again;
 *   <li><em>broken learner</em> (everything else: numbers that are not finite, a snapshot that cannot be read, a
 *       configuration that does not fit the state): the application stops, and its state is that of the last commit.
 * </ul>
 *
 * <p>{@link io.wordtide.app.error.ReplaceThreadOnTransientError} decides. No message here holds the text of a document.
 */
@NullMarked
package io.wordtide.app.error;

import org.jspecify.annotations.NullMarked;
