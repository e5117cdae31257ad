package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03, 2026-03-01T00:00:00Z",
        "2026-03-01T12:30, 2026-03-01T12:30:00Z", // UTC without an offset
        "2026-03-01 12:30:15.250, 2026-03-01T12:30:15.250Z",
        "2026-03-01T12:30:15Z, 2026-03-01T12:30:15Z",
        "2026-03-01t12:30:15z, 2026-03-01T12:30:15Z",
        "2026-03-01T12:30:15+01:00, 2026-03-01T11:30:15Z",
        "2026-03-01T12:30:15+0100, 2026-03-01T11:30:15Z",
        "2026-03-01T12:30:15-0530, 2026-03-01T18:00:15Z",
        "2026-03-01 12:30:15+01, 2026-03-01T11:30:15Z",
        "2026-03-01 16:42:55 -0800, 2026-03-02T00:42:55Z",
        "2026-03-01 16:42:55 UTC, 2026-03-01T16:42:55Z",
        "'  2026-03-01  ', 2026-03-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "20260301T120000Z, 2026-03-01T12:00:00Z",
        "20260301T1200+0100, 2026-03-01T11:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    })
    void shouldReadIso8601(String written, Instant expected) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:00:00.5Z, 2026-03-01T12:00:00.500Z",
        "2026-03-01T12:00:00.123456Z, 2026-03-01T12:00:00.123Z",
        "2026-03-01T12:00:00.999999999Z, 2026-03-01T12:00:00.999Z",
        "2026-03-01T12:00:00.1234567890123+01:00, 2026-03-01T11:00:00.123Z",
    })
    void shouldReadAnyNumberOfDigitsOfASecondDownToTheMillisecond(String written, Instant expected)
            throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 01 Mar 2026 12:00:00 +01:00 | 2026-03-01T11:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 +0100 | 2026-03-01T11:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 | 2026-03-01T12:00:00Z",
                "Sun, 1 Mar 2026 12:00:00 GMT | 2026-03-01T12:00:00Z",
                "Sunday, 1 March 2026 12:00 EST | 2026-03-01T17:00:00Z",
                "1 Mar 26 9:05:00 PDT | 2026-03-01T16:05:00Z",
                "01 Mar 87 12:00:00 UT | 1987-03-01T12:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 CET | 2026-03-01T11:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 JST | 2026-03-01T03:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 GMT+0100 | 2026-03-01T11:00:00Z",
                "Sun, 01 Mar 2026 12:00:00 UTC-08:00 | 2026-03-01T20:00:00Z",
                "sun, 01 mar 2026 12:00:00 gmt | 2026-03-01T12:00:00Z",
                "Mon, 01 Mar 2026 12:00:00 GMT | 2026-03-01T12:00:00Z", // it was a Sunday
            })
    void shouldReadDatesOfMailAndRss(String written, Instant expected) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "26-FEB-1987 15:01:01.79 | 1987-02-26T15:01:01.790Z", // Reuters-21578
                "31-Jul-18 | 2018-07-31T00:00:00Z", // Amazon Alexa reviews
                "05 13, 2014 | 2014-05-13T00:00:00Z", // Amazon reviews, 2014
                "July 10, 2014 | 2014-07-10T00:00:00Z",
                "May 1, 2014, 08:30 | 2014-05-01T08:30:00Z",
                "Mon Apr 06 22:19:45 PDT 2009 | 2009-04-07T05:19:45Z", // Sentiment140
                "Wed Aug 27 13:08:45 +0000 2008 | 2008-08-27T13:08:45Z", // Twitter
                "Sun Mar  1 12:00:00 2026 | 2026-03-01T12:00:00Z", // ctime
            })
    void shouldReadDatesOfPublishedDataSets(String written, Instant expected) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2016, 2016-01-01T00:00:00Z",
        "20260301, 2026-03-01T00:00:00Z",
        "20150218230000, 2015-02-18T23:00:00Z", // GDELT
        "1406160000, 2014-07-24T00:00:00Z", // 16,275 days of 86,400 seconds
        "1406160000.5, 2014-07-24T00:00:00.500Z",
        "1406160000.0, 2014-07-24T00:00:00Z",
        "1.4061600005E9, 2014-07-24T00:00:00.500Z",
        "1406160000000, 2014-07-24T00:00:00Z",
        "1406160000000000, 2014-07-24T00:00:00Z",
        "1406160000000000000, 2014-07-24T00:00:00Z",
        "1588687728923000, 2020-05-05T14:08:48.923Z",
        "-1406160000, 1925-06-11T00:00:00Z",
    })
    void shouldTellYearsDaysAndCountsOfEachUnitApart(String written, Instant expected) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 2016, 1970-01-01T00:33:36Z",
        "SECONDS, 1406160000, 2014-07-24T00:00:00Z",
        "MILLISECONDS, 10000, 1970-01-01T00:00:10Z",
        "MILLISECONDS, -10000, 1969-12-31T23:59:50Z",
        "MILLISECONDS, 20260301, 1970-01-01T05:37:40.301Z",
        "MICROSECONDS, 1500, 1970-01-01T00:00:00.001Z",
        "NANOSECONDS, -1, 1969-12-31T23:59:59.999Z",
        "NANOSECONDS, 2026-03-01, 2026-03-01T00:00:00Z", // not a number
    })
    void shouldCountTheGivenUnit(TimestampUnit unit, String written, Instant expected) throws MalformedRecordException {
        assertThat(Timestamps.parse(written, unit)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void shouldHaveNoTimeWhenNothingIsWritten(String written) throws MalformedRecordException {
        assertThat(Timestamps.parse(written)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "26/02/1987", // the other way round elsewhere
                "2026-02-30",
                "2025-02-29",
                "20260230",
                "2026-03-01T:",
                "2026-03-01T25:00",
                "2026-03-01T12:00:00 XYZ",
                "2026-03-01T12:00:00 IST", // in India, Ireland or Israel
                "2026-03-01T12:00:00 CET+1",
                "0",
                "10000", // too small to be a count that anybody makes today
                "999999999999999999999999", // nanoseconds of the year 31,690,708
                "1e99",
                "secret"
            })
    void shouldRefuseAnythingElseWithoutQuotingIt(String written) {
        assertThatThrownBy(() -> Timestamps.parse(written))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected a time")
                .message()
                .doesNotContain(written.length() > 1 ? written : "found 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01", "-0001-01-01", "253402300800000", "-62135596800001"})
    void shouldRefuseYearsThatOtherClientsCannotRead(String written) {
        // 253402300800000 ms is the first instant of the year 10000, -62135596800001 ms the last before the year 1
        assertThatThrownBy(() -> Timestamps.parse(written, TimestampUnit.MILLISECONDS))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected a time in the years 1 to 9999, found the year ");
    }

    @Test
    void shouldTakeTheLastInstantOfTheYear9999() throws MalformedRecordException {
        assertThat(Timestamps.parse("253402300799999", TimestampUnit.MILLISECONDS))
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }
}
