/**
 * Options that several commands share, as picocli mixins: {@link io.wordtide.cli.option.ClusterOptions} says which
 * cluster, {@link io.wordtide.cli.option.SettingsOptions} with which settings. They check what was typed, and know no
 * command.
 */
@NullMarked
package io.wordtide.cli.option;

import org.jspecify.annotations.NullMarked;
