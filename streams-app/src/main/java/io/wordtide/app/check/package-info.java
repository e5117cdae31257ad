/**
 * Looks an application's surroundings over, and changes nothing there but the entry of one transactional id: cluster,
 * topics, schemas, access, stored models, progress.
 *
 * <p>Read {@link io.wordtide.app.check.ApplicationCheck} first (the order of the checks), then any of the checks; each
 * answers with {@link io.wordtide.app.check.Finding}s. May use every package of the application but the command line.
 * Everything here is used by one thread.
 */
@NullMarked
package io.wordtide.app.check;

import org.jspecify.annotations.NullMarked;
