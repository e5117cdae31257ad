/**
 * Models that can be requested by name, with all their settings: the rows of the paper's Table 1, its baselines, and
 * our own.
 *
 * <p>Read {@link io.wordtide.preset.Preset}. Depends on every package that has a model.
 */
@NullMarked
package io.wordtide.preset;

import org.jspecify.annotations.NullMarked;
