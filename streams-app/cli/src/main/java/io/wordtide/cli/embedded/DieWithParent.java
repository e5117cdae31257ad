package io.wordtide.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Entry point of a child process that lives exactly as long as its parent: runs the {@code main} of another class and
 * ends the JVM when standard input ends.
 *
 * <p>Standard input is a pipe whose other end only the parent holds. The operating system closes it when the parent
 * ends, even by {@code kill -9}, so the child never outlives it. Nor does it end first: Ctrl-C at a terminal interrupts
 * parent and child alike, and the child ignores it, since the parent may need it while closing.
 *
 * <p>Uses only the JDK, since the child's class path need not contain ours.
 */
public final class DieWithParent {

    private DieWithParent() {}

    /**
     * @param args name of the class to run, then its arguments
     * @throws ReflectiveOperationException if the class does not exist, or has no {@code main}
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        ignoreInterrupt();
        Thread watch = new Thread(DieWithParent::haltAtEndOfInput, "die-with-parent");
        watch.setDaemon(true);
        watch.start();
        Object programArguments = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, programArguments);
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** {@code Signal.handle(new Signal("INT"), SIG_IGN)}; by name, because javac always warns about these types. */
    private static void ignoreInterrupt() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object interrupt = signal.getConstructor(String.class).newInstance("INT");
        Object ignore = handler.getField("SIG_IGN").get(null);
        signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignore);
    }

    private static void haltAtEndOfInput() {
        try (InputStream input = System.in) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // a broken pipe means the same as a closed one
        }
        // not exit: the program's shutdown hooks may wait for the parent, which has ended
        Runtime.getRuntime().halt(0);
    }
}
