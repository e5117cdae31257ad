/**
 * Figures of training runs as charts, PNG or SVG.
 *
 * <p>{@link io.wordtide.cli.plot.ResultPlots} decides what is drawn, {@link io.wordtide.cli.plot.LineChart} draws it.
 * Needs no screen.
 */
@NullMarked
package io.wordtide.cli.plot;

import org.jspecify.annotations.NullMarked;
