/**
 * Finds personal data in a text, so that it never becomes a word: e-mail addresses, telephone and card numbers, order ids
 * and user names.
 *
 * <p>Read {@link io.wordtide.personal.PersonalData} first. {@code docs/personal-data.md} lists what is recognized and what
 * is not. Depends on Google's libphonenumber. Everything here is stateless and may be used by any thread.
 */
@NullMarked
package io.wordtide.personal;

import org.jspecify.annotations.NullMarked;
