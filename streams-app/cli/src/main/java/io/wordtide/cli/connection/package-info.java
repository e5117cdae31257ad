/** The cluster that a command talks to: {@link io.wordtide.cli.connection.ClusterConnection} opens it and closes it again. */
@NullMarked
package io.wordtide.cli.connection;

import org.jspecify.annotations.NullMarked;
