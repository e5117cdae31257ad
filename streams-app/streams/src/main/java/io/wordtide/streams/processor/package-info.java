/**
 * The two processors of the topology and what they are made of. A processor only unpacks a record, calls the model,
 * forwards and counts.
 *
 * <p>Read {@link io.wordtide.streams.processor.TokenizeProcessor} first, then
 * {@link io.wordtide.streams.processor.LearnProcessor} and {@link io.wordtide.streams.processor.ModelSession} (one model's life
 * between journal, learner and snapshot). {@link io.wordtide.streams.processor.Records} is the one place where wire records
 * meet the model's types; {@link io.wordtide.streams.processor.RecordLimits} rejects
 * what would make too large a one.
 *
 * <p>Every object here belongs to one task and is used by that task's thread only, but for
 * {@link io.wordtide.streams.processor.BagSerdes}.
 */
@NullMarked
package io.wordtide.streams.processor;

import org.jspecify.annotations.NullMarked;
