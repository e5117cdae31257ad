/** The live page as a user meets it: a real instance, a real browser. Start with {@link io.wordtide.server.page.PageIT}. */
@NullMarked
package io.wordtide.server.page;

import org.jspecify.annotations.NullMarked;
