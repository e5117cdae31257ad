/**
 * Starting several things in a row: {@link io.wordtide.server.lifecycle.Closer} closes those that are open when a later
 * one does not start. While they run, {@link io.wordtide.server.lifecycle.ClockWatch} detects that the system's clock was
 * put back. Depends on nothing.
 */
@NullMarked
package io.wordtide.server.lifecycle;

import org.jspecify.annotations.NullMarked;
