/**
 * The cluster that a command talks to: {@link io.wordtide.cli.connection.ClusterConnection} opens it and closes it again,
 * {@link io.wordtide.cli.connection.TopicTail} reads a topic there. Knows no options and no command.
 */
@NullMarked
package io.wordtide.cli.connection;

import org.jspecify.annotations.NullMarked;
