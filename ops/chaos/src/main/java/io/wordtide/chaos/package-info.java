/**
 * The chaos harness: kills Wordtide, and what it depends on, in every way that {@code docs/reliability.md} names, and
 * checks that the run ends with the same bits as an undisturbed one.
 *
 * <p>Read {@link io.wordtide.chaos.Trial} first (a whole run), then {@link io.wordtide.chaos.Fault} (what can
 * happen), {@link io.wordtide.chaos.ChaosRun} (the levers for it) and {@link io.wordtide.chaos.Oracles} (what must hold
 * afterwards).
 *
 * <p>Everything that is killed is a process of its own: {@link io.wordtide.chaos.ChaosTarget} runs the application's
 * command line, {@link io.wordtide.chaos.BrokerMain} a broker. None of them outlives the harness. The harness uses one
 * thread; others only restart processes, fill a disk, or listen to a child.
 */
@NullMarked
package io.wordtide.chaos;

import org.jspecify.annotations.NullMarked;
