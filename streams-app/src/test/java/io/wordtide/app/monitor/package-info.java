/** Tests of {@link io.wordtide.app.monitor}, and of what dashboards and alerts make of it. */
@NullMarked
package io.wordtide.app.monitor;

import org.jspecify.annotations.NullMarked;
