package io.wordtide.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junitpioneer.jupiter.ClearSystemProperty;
import org.junitpioneer.jupiter.RestoreSystemProperties;

class RegistryDistributionTest {

    @Test
    @ClearSystemProperty(key = RegistryDistribution.HOME_PROPERTY)
    void shouldFindWhatTheBuildUnpacked() {
        // When
        RegistryDistribution distribution = RegistryDistribution.locate();

        // Then
        assertThat(distribution.jar()).isRegularFile();
        assertThat(distribution.mainClass()).isEqualTo("io.quarkus.runner.GeneratedMain");
    }

    @Test
    @ClearSystemProperty(key = RegistryDistribution.HOME_PROPERTY)
    void shouldPutNewerLibrariesBeforeThoseOfTheDistribution() {
        // When
        RegistryDistribution distribution = RegistryDistribution.locate();

        // Then
        List<String> entries = List.of(distribution.classPath().split(File.pathSeparator, -1));
        List<String> newer =
                entries.subList(0, entries.indexOf(distribution.jar().toString()));
        assertThat(newer).isSorted().anyMatch(entry -> entry.matches(".*/newer/.*netty-codec-http-.*[.]jar"));
    }

    @Test
    @RestoreSystemProperties
    void shouldSayWhereItLookedAndWhatToDo(@TempDir Path empty) {
        // Given
        System.setProperty(RegistryDistribution.HOME_PROPERTY, empty.toString());

        // When, Then
        assertThatThrownBy(RegistryDistribution::locate)
                .isInstanceOf(EmbeddedClusterException.class)
                .hasMessage(
                        "expected the Schema Registry's apicurio-registry-app-*-runner.jar in %s, found none:"
                                + " build with `mvn package`, which unpacks it, or name its directory with"
                                + " -Dwordtide.registry.home=DIR.",
                        empty);
    }
}
