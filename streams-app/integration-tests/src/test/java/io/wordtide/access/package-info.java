/** Access control: a broker with users and ACLs, and the page that says what each command needs. */
@NullMarked
package io.wordtide.access;

import org.jspecify.annotations.NullMarked;
