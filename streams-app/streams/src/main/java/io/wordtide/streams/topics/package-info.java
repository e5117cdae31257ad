/**
 * The topics on a cluster, embedded or real: making them and telling how existing ones differ.
 *
 * <p>Read {@link io.wordtide.streams.topics.TopicCreator} first, then {@link io.wordtide.streams.topics.TopicSpecification},
 * which holds every topic setting. Existing topics are never changed: they may be in use by others, who decide.
 * Changelogs and the repartition topic ({@link io.wordtide.streams.topics.InternalTopics}) are made by Kafka Streams and
 * only compared here.
 */
@NullMarked
package io.wordtide.streams.topics;

import org.jspecify.annotations.NullMarked;
