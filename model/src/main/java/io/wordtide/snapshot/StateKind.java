package io.wordtide.snapshot;

/** What kind of values a section of a snapshot holds; the code is part of the format. */
enum StateKind {
    FLOATS(1),
    DOUBLES(2),
    INTS(3),
    NUMBER(4),
    STRINGS(5);

    private final byte code;

    StateKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
