package io.wordtide.integration;

import io.wordtide.testing.Patience;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A run of tests: Awaitility uses {@link Patience} from the start, and the {@link SharedCluster} closes at the end.
 * Named in {@code META-INF/services}.
 */
public final class IntegrationSession implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(Patience.LONGEST_WAIT);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        SharedCluster.close();
    }
}
