/**
 * Figures of training runs as charts, PNG or SVG.
 *
 * <p>{@link io.wordtide.app.plot.ResultPlots} says what is drawn, {@link io.wordtide.app.plot.LineChart} how. Needs no
 * screen.
 */
@NullMarked
package io.wordtide.app.plot;

import org.jspecify.annotations.NullMarked;
