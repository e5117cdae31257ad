/**
 * The two processors of the topology and their parts. A processor only unpacks a record, calls the model, forwards and
 * counts.
 *
 * <p>Read {@link io.wordtide.streams.processor.TokenizeProcessor} first, then
 * {@link io.wordtide.streams.processor.LearnProcessor} and {@link io.wordtide.streams.processor.ModelSession} (one
 * model's life between journal, learner and snapshot). {@link io.wordtide.streams.processor.Records} is the only place
 * that converts between wire records and the model's types; {@link io.wordtide.streams.processor.RecordLimits} rejects
 * what would not fit into one.
 *
 * <p>Every object here belongs to one task and is used only by that task's thread, except for
 * {@link io.wordtide.streams.processor.BagSerdes}.
 */
@NullMarked
package io.wordtide.streams.processor;

import org.jspecify.annotations.NullMarked;
