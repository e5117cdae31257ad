package io.wordtide.integration;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the {@link SharedCluster} with the run of tests; named in {@code META-INF/services}. */
public final class CloseSharedCluster implements LauncherSessionListener {

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        SharedCluster.close();
    }
}
