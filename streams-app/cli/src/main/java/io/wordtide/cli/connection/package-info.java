/**
 * The cluster that a command talks to: {@link io.wordtide.cli.connection.ClusterConnection} opens and closes it,
 * {@link io.wordtide.cli.connection.TopicTail} reads a topic there. Depends on no options and no command.
 */
@NullMarked
package io.wordtide.cli.connection;

import org.jspecify.annotations.NullMarked;
