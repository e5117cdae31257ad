package io.wordtide.personal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.personal.PersonalData.Kind;
import io.wordtide.personal.PersonalData.Policy;
import io.wordtide.personal.PersonalData.Redacted;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane.doe@example.com",
                "<jane+news@mail.example.co.uk>",
                "JANE_DOE@EXAMPLE.MUSEUM",
                "jdoe%vax@gateway",
                "jane@vax",
                "jane.doe (at) example (dot) com",
                "jane.doe[at]example.com",
                "\"jane doe\"@example.com",
                "jane@[192.0.2.1]",
                "žaneta@příklad.cz",
                "<1993Apr15.053035.15098@news.example.edu>",
                "jane.doe@example.com's"
            })
    void shouldDropEmailAddresses(String address) {
        assertDropped(address, Kind.EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+44 20 7946 0958",
                "+1 (212) 555-0123",
                "0049 30 12345678",
                "(212) 555-0123",
                "(212)555-0123",
                "212-555-0123",
                "1-212-555-0123",
                "212.555.0123 ext. 77",
                "020 7946 0958",
                "030 12345678",
                "(030) 12345678",
                "01 42 68 53 00",
                "(11) 91234-5678"
            })
    void shouldDropTelephoneNumbers(String number) {
        assertDropped(number, Kind.PHONE);
    }

    /** Only the word in front makes them numbers of telephones. */
    @ParameterizedTest
    @ValueSource(strings = {"phone: ", "Tel. no. ", "call ", "FAX ", "Téléphone : "})
    void shouldDropShortNumbersAfterAWordForTelephones(String word) {
        assertThat(PersonalData.drop("wheat " + word + "555-0123, barley"))
                .isEqualTo(new Redacted("wheat " + word + " , barley", Map.of(Kind.PHONE, 1)));
        assertThat(PersonalData.drop("wheat 555-0123, barley").counts()).isEmpty();
    }

    /** Numbers for tests that the card networks publish; Luhn's sum is a multiple of 10. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111111111111111",
                "3782 822463 10005",
                "378282246310005",
                "5500-0000-0000-0004",
                "6011111111111117",
                "2223003122003222"
            })
    void shouldDropCardNumbers(String number) {
        assertDropped(number, Kind.CARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#48213",
                "INV-2023-00123",
                "112-3456789-1234567",
                "1Z999AA10123456784",
                "AB1234567",
                "123-45-6789",
                "GB29NWBK60161331926819"
            })
    void shouldDropOrderIds(String id) {
        assertDropped(id, Kind.ORDER_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"order ", "Order no. ", "order number: ", "invoice ", "Ticket ID ", "tracking code is "})
    void shouldDropShortNumbersAfterAWordForOrders(String word) {
        assertThat(PersonalData.drop("wheat " + word + "48213, barley"))
                .isEqualTo(new Redacted("wheat " + word + " , barley", Map.of(Kind.ORDER_ID, 1)));
        assertThat(PersonalData.drop("wheat 48213, barley").counts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@jane_doe", "@jane@fediverse.example", "@jane's"})
    void shouldDropUserNames(String name) {
        assertDropped(name, Kind.USER_NAME);
    }

    /** Both sides of the bar stay. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u/|jane_doe",
                "/u/|jane_doe",
                "username: |jane_doe",
                "User name: |jane.doe",
                "userid=|jane",
                "Skype: |jane42",
                "https://example.com/~|jane_doe|/index.html",
                "https://example.com/users/|jane|/photos",
                "https://www.github.com/|jane-doe|?tab=stars",
                "ftp://|jane_doe:secret@|ftp.example.com/wheat",
                "https://|jane@|example.com/wheat"
            })
    void shouldDropUserNamesInTheirSurroundings(String text) {
        String[] parts = (text + "| ").split("\\|", -1);

        assertThat(PersonalData.drop(parts[0] + parts[1] + parts[2]))
                .isEqualTo(new Redacted(parts[0] + " " + parts[2], Map.of(Kind.USER_NAME, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iphone6 mp3 b2b covid-19 f-16 h5n1 1980s 3rd 2nd-hand 80486dx2 1024x768 rs-232 iso-8859-1",
                "4 apples @ 1.25 and 5@3.00, 60% at $1,234,567.89 or 1.234.567,89",
                "1985 1986 1987 1988 and 1986-1987, 12/31/1999 12:30:59, 2016-03-01T12:34:56Z",
                "no. 2 oil, order 12 in 1999, the order 1987, call 1987, phone 12 people, #1 and #10",
                "his/her and/or w/out u/s km/h R&B Q&A user: anybody, name: nobody",
                "0.150 0.105 0.158 0.150 | 09/87 03/09/87 04/09/87 | 02139-0903 | 192.168.100.100",
                "4111 1111 1111 1112 or 1234 5678 9012 3452 of nobody, ten digits of pi",
                "meet (at home) [attic] {at} the ~ of /~ @ @1 : = http://example.com/wheat"
            })
    void shouldKeepOrdinaryWordsAndNumbers(String text) {
        assertThat(PersonalData.drop(text)).isEqualTo(new Redacted(text, Map.of()));
    }

    @Test
    void shouldCountByKindAndKeepTheWordsBesideApart() {
        assertThat(PersonalData.drop("oil(jane@example.com)gas,@joe;@ann/#48213"))
                .isEqualTo(new Redacted("oil( )gas, ; / ", Map.of(Kind.EMAIL, 1, Kind.USER_NAME, 2, Kind.ORDER_ID, 1)));
    }

    @Test
    void shouldReturnTheSameTextWhenNothingIsDropped() {
        String text = "oil in 1987";

        assertThat(PersonalData.drop(text).text()).isSameAs(text);
        assertThat(Policy.KEEP.apply("jane@example.com")).isEqualTo(new Redacted("jane@example.com", Map.of()));
    }

    /** Each index is the last of a text once. */
    @Test
    void shouldReadTextsThatEndAnywhere() {
        String text = "a@b c(at)d.e /u/f ~g u: http://h@i #1234 +1 212 555 0123 4111 1111 1111 1111 \"x y\"@z [at] @";
        for (int end = 0; end <= text.length(); end++) {
            assertThat(PersonalData.drop(text.substring(0, end)).text())
                    .as(text.substring(0, end))
                    .isNotNull();
        }
    }

    private static void assertDropped(String item, Kind kind) {
        String kept = item.startsWith("<") ? "wheat < > barley" : "wheat   barley";
        assertThat(PersonalData.drop("wheat " + item + " barley")).isEqualTo(new Redacted(kept, Map.of(kind, 1)));
        assertThat(PersonalData.drop(item).counts()).as("alone").isEqualTo(Map.of(kind, 1));
        assertThat(PersonalData.drop("(" + item + "),").counts())
                .as("in brackets")
                .isEqualTo(Map.of(kind, 1));
    }
}
