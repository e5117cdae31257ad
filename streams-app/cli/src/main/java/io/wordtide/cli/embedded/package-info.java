/**
 * A whole cluster in this process and one child process, for {@code wordtide dev} and the integration tests: a real
 * KRaft broker and a real Schema Registry that keep their data, hence record offsets and schema ids, in one directory.
 *
 * <p>Read {@link io.wordtide.cli.embedded.EmbeddedCluster} first, then {@link io.wordtide.cli.embedded.EmbeddedBroker}
 * and {@link io.wordtide.cli.embedded.EmbeddedRegistry}. Everything listens on the loopback address only and without
 * authentication: it is for development, never for a network. Only {@code EmbeddedBroker} may touch Kafka's internals,
 * which change from release to release. Nothing here knows the application's topics or its topology.
 */
@NullMarked
package io.wordtide.cli.embedded;

import org.jspecify.annotations.NullMarked;
