package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CourseTest {

    @Test
    void shouldCompareTheLargestValuesOfTheLastAndTheSecondQuarter() {
        // Given: quarters of two values; what the first had does not count
        Course course = new Course(new double[] {90, 80, 20, 40, 70, 75, 44, 30});

        // Then: 44 / 40
        assertThat(course.largestOfQuarter(1)).isEqualTo(90);
        assertThat(course.largestOfQuarter(2)).isEqualTo(40);
        assertThat(course.largestOfQuarter(3)).isEqualTo(75);
        assertThat(course.largestOfQuarter(4)).isEqualTo(44);
        assertThat(course.growth()).isEqualTo(1.1);
    }

    @Test
    void shouldGiveEveryValueToOneQuarterWhenTheyDoNotDivide() {
        // Given: 0 to 1, 1 to 3, 3 to 4, 4 to 6
        Course course = new Course(new double[] {1, 2, 3, 4, 5, 6});

        // Then
        assertThat(course.largestOfQuarter(1)).isEqualTo(1);
        assertThat(course.largestOfQuarter(2)).isEqualTo(3);
        assertThat(course.largestOfQuarter(3)).isEqualTo(4);
        assertThat(course.largestOfQuarter(4)).isEqualTo(6);
    }

    @Test
    void shouldHaveNoGrowthWhenThereAreTooFewValues() {
        assertThat(new Course(new double[] {1}).growth()).isNaN();
        assertThat(new Course(new double[0]).growth()).isNaN();
    }
}
