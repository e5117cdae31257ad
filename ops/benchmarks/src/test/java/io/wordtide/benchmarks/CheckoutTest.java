package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writeLauncher() throws IOException {
        Files.createFile(directory.resolve("wordtide")).toFile().setExecutable(true);
    }

    @Test
    void shouldFindTheLibrariesOfBothLayouts() throws IOException {
        // Given: the older layout
        Files.createDirectories(directory.resolve("streams-app/target/lib"));

        // Then
        assertThat(Checkout.of(directory.toString()).bagLearner(List.of()))
                .anyMatch(argument -> argument.startsWith(directory.resolve("streams-app/target/lib") + "/*:"));

        // When: the newer one as well
        Files.createDirectories(directory.resolve("streams-app/cli/target/lib"));

        // Then
        assertThat(Checkout.of(directory.toString()).bagLearner(List.of()))
                .anyMatch(argument -> argument.startsWith(directory.resolve("streams-app/cli/target/lib") + "/*:"));
    }

    @Test
    void shouldRunTheCheckoutsOwnLauncher() throws IOException {
        // Given
        Files.createDirectories(directory.resolve("streams-app/target/lib"));

        // Then
        assertThat(Checkout.of(directory.toString()).wordtide("topics", "list"))
                .containsExactly(directory.resolve("wordtide").toString(), "topics", "list");
    }

    @Test
    void shouldRefuseACheckoutWithoutABuild() {
        assertThatThrownBy(() -> Checkout.of(directory.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a checkout of Wordtide that has been built, found " + directory
                        + "; run ./wordtide version there once");
    }
}
