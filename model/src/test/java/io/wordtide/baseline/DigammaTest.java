package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigammaTest {

    private static final double EULER_GAMMA = 0.5772156649015329;

    @Test
    void shouldGiveKnownValues() {
        // psi(1) = -gamma, psi(2) = 1 - gamma, psi(1/2) = -gamma - 2 log 2
        assertThat(Digamma.of(1)).isCloseTo(-EULER_GAMMA, within(1e-13));
        assertThat(Digamma.of(2)).isCloseTo(1 - EULER_GAMMA, within(1e-13));
        assertThat(Digamma.of(0.5)).isCloseTo(-EULER_GAMMA - 2 * Math.log(2), within(1e-13));
        // 1 + 1/2 + ... + 1/7 = 363/140
        assertThat(Digamma.of(8)).isCloseTo(363.0 / 140 - EULER_GAMMA, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.002, 0.1, 0.7, 3.3, 7.999, 8, 20, 48.9, 50, 1e3, 1e6})
    void shouldAgreeWithCommonsMath(double x) {
        // Commons Math itself is off by up to 3e-9: at 49, where its series begins, that is twice the term x^-4 / 120
        assertThat(Digamma.of(x)).isCloseTo(Gamma.digamma(x), within(3e-9));
    }
}
