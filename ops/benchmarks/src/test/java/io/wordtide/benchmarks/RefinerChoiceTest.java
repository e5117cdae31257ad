package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefinerChoiceTest {

    @Test
    void shouldReadDecoderRefinerAndSteps() {
        assertThat(RefinerChoice.parse("3-layer:adam-100"))
                .isEqualTo(new RefinerChoice(DecoderKind.DEEP, RefinerKind.ADAM, 100));
        assertThat(RefinerChoice.parse("log-linear:newton-2"))
                .isEqualTo(new RefinerChoice(DecoderKind.LOG_LINEAR, RefinerKind.NEWTON, 2));
        assertThat(RefinerChoice.decoderName("log-linear:newton-2")).isEqualTo("log-linear");
        assertThat(RefinerChoice.refinerName("3-layer:fisher-16")).isEqualTo("fisher-16");
        assertThat(RefinerChoice.parse("3-layer:fisher-16").steps(32).stepCount())
                .isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3-layer:sgd-100", "3-layer:adam", "3-layer:adam-many", "deep:adam-100", "3-layer", ""})
    void shouldRefuseWhatItDoesNotKnow(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RefinerChoice.parse(text));
    }

    @Test
    void shouldCompareEachRefinerWithThePapersOfTheSameDecoder() {
        // the tables divide by the paper's row, so it has to be there
        assertThat(Arrays.stream(RefinerChoice.ALL).map(RefinerChoice::decoderName))
                .allSatisfy(decoder -> assertThat(RefinerChoice.ALL).contains(decoder + ":" + RefinerChoice.PAPER));
        assertThat(RefinerChoice.parse("3-layer:adam-100")
                        .unrefined()
                        .refinement()
                        .steps())
                .isZero();
    }
}
