package io.wordtide.chaos;

import java.util.List;

/**
 * Where a process runs.
 *
 * @param prefix what is put before a command to run it there
 */
record Host(List<String> prefix) {

    /** Where the harness runs. */
    static final Host THIS = new Host(List.of());
}
