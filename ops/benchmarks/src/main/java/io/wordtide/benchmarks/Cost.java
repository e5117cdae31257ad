package io.wordtide.benchmarks;

/**
 * What a command took from its start to its end, with all processes that it started.
 *
 * @param wallSeconds time on the clock
 * @param processorSeconds user and system time, also of children that were waited for; NaN except on Linux
 * @param residentMb largest resident memory of all processes together at any one time, MB: pages that two of them share
 *     count twice; NaN except on Linux
 */
record Cost(double wallSeconds, double processorSeconds, double residentMb) {}
