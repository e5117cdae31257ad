/**
 * The topics on a cluster, embedded or real: creating them, reporting how existing ones differ, and which schemas of
 * other writers can be read ({@link io.wordtide.streams.topics.SchemaFit}).
 *
 * <p>Read {@link io.wordtide.streams.topics.TopicCreator} first, then
 * {@link io.wordtide.streams.topics.TopicSpecification}, which holds every topic setting. Existing topics are never
 * changed: others may be using them and must decide. Changelogs and the repartition topic
 * ({@link io.wordtide.streams.topics.InternalTopics}) are created by Kafka Streams and only compared here.
 */
@NullMarked
package io.wordtide.streams.topics;

import org.jspecify.annotations.NullMarked;
