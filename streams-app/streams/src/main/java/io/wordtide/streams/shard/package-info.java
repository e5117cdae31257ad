/**
 * One model on many instances: the parts of a round are refined where its shards are, and the model's task merges them.
 *
 * <p>Begin with {@link io.wordtide.streams.shard.RoundExchange}, which is the model's task's side, and
 * {@link io.wordtide.streams.shard.Replicas}, the other. Nothing here is stored or transactional: refining a part is a
 * pure function, so a message that is lost, late or sent twice costs time and changes no bit; the model's task, its
 * journal and its transaction decide what has been learned. docs/scaling.md has the protocol.
 */
@NullMarked
package io.wordtide.streams.shard;

import org.jspecify.annotations.NullMarked;
