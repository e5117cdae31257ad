package io.wordtide.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    @Test
    void shouldDescribeEveryRouteAndNoOther() throws IOException {
        assertThat(OpenApi.read().endpoints())
                .isEqualTo(Routes.PATHS.stream().map(route -> route).collect(Collectors.toSet()));
    }
}
