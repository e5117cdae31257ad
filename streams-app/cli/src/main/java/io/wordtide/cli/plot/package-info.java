/**
 * Figures of training runs as charts, PNG or SVG.
 *
 * <p>{@link io.wordtide.cli.plot.ResultPlots} says what is drawn, {@link io.wordtide.cli.plot.LineChart} how. Needs no
 * screen.
 */
@NullMarked
package io.wordtide.cli.plot;

import org.jspecify.annotations.NullMarked;
