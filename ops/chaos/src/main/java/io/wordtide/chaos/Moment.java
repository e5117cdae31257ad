package io.wordtide.chaos;

import java.util.Locale;
import java.util.regex.Pattern;

/** A stretch of work of the application, by a frame that is on the stack of the thread that does it. */
enum Moment {
    /** The inner optimizer is improving the variational parameters of a mini-batch. */
    REFINEMENT("io\\.wordtide\\.refine\\..*"),
    /** Records are being handed to the producer: of a mini-batch, some are with it and some are not. */
    PRODUCE("io\\.wordtide\\.streams\\.processor\\.LearnProcessor\\.forward"
            + "|org\\.apache\\.kafka\\.streams\\.processor\\.internals\\.RecordCollectorImpl\\.send"),
    /** The chunks of a snapshot are being written, its manifest is not. */
    SNAPSHOT("io\\.wordtide\\.streams\\.store\\.SnapshotStore\\.save"),
    /** Rows of a changelog are being put into a store, or the journal is being learned again. */
    RESTORE("org\\.apache\\.kafka\\.streams\\.processor\\.internals\\.ProcessorStateManager\\.restore"
            + "|io\\.wordtide\\.streams\\.processor\\.JournalReplay\\..*"),
    /** The producer waits for the end of a transaction. */
    COMMIT("org\\.apache\\.kafka\\.clients\\.producer\\.KafkaProducer\\.commitTransaction");

    private final Pattern method;

    /** @param method full names of methods that are of this moment and no other */
    Moment(String method) {
        this.method = Pattern.compile(method);
    }

    boolean contains(StackTraceElement frame) {
        return method.matcher(frame.getClassName() + "." + frame.getMethodName())
                .matches();
    }

    /** As it is printed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
