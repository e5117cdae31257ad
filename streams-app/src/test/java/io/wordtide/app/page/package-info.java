/** The live page as a user meets it: a real instance, a real browser. Start with {@link io.wordtide.app.page.PageIT}. */
@NullMarked
package io.wordtide.app.page;

import org.jspecify.annotations.NullMarked;
