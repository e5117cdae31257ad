package io.wordtide.personal;

/**
 * Part of a text.
 *
 * @param start index of the first character
 * @param end index after the last one
 */
record Span(int start, int end) {}
