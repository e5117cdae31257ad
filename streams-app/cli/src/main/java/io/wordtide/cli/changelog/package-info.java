/**
 * The state of an application that is stopped: read from the changelogs of its stores, and changed there.
 *
 * <p>Read {@link io.wordtide.cli.changelog.ChangelogStores} first (reading; works beside a running application as
 * well), then {@link io.wordtide.cli.changelog.StoppedApplication} (changing).
 *
 * <p>It works because a store is a copy of its changelog: an application that starts brings its local stores up to the
 * end of the changelogs, whoever wrote there. The one thing to make sure of is that nobody else writes at the same
 * time.
 */
@NullMarked
package io.wordtide.cli.changelog;

import org.jspecify.annotations.NullMarked;
