package io.wordtide.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    @Test
    void shouldDescribeEveryRouteAndNoOther() throws IOException {
        assertThat(OpenApi.read().endpoints())
                .isEqualTo(Routes.PATHS.stream()
                        .map(route -> route)
                        .collect(Collectors.toSet()));
    }
}
