package io.wordtide.chaos;

import java.util.Locale;
import java.util.regex.Pattern;

/** A stretch of the work of the application, identified by a frame on the stack of the thread that does it. */
enum Moment {
    /** The inner optimizer is improving the variational parameters of a mini-batch. */
    REFINEMENT("io\\.wordtide\\.refine\\..*"),
    /** Records are being handed to the producer: it has some of a mini-batch, but not all. */
    PRODUCE("io\\.wordtide\\.streams\\.processor\\.LearnerOutputs\\.send"
            + "|org\\.apache\\.kafka\\.streams\\.processor\\.internals\\.RecordCollectorImpl\\.send"),
    /** The chunks of a snapshot are being written, but not yet its manifest. */
    SNAPSHOT("io\\.wordtide\\.streams\\.store\\.SnapshotStore\\.save"),
    /** Rows of a changelog are being put into a store, or the journal is being learned again. */
    RESTORE("org\\.apache\\.kafka\\.streams\\.processor\\.internals\\.ProcessorStateManager\\.restore"
            + "|io\\.wordtide\\.streams\\.processor\\.JournalReplay\\..*"),
    /** The producer waits for the end of a transaction. */
    COMMIT("org\\.apache\\.kafka\\.clients\\.producer\\.KafkaProducer\\.commitTransaction");

    private final Pattern method;

    /** @param method full names of methods that belong to this moment only */
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
