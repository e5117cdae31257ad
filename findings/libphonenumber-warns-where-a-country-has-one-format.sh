#!/usr/bin/env bash
# Package:   com.googlecode.libphonenumber:libphonenumber 9.0.34 (Maven Central)
# Guess:     findNumbers passes over a French number whose digits are grouped unusually when told to be strict, and logs
#            nothing: nothing is wrong.
# Behaviour: with STRICT_GROUPING or EXACT_GROUPING it looks for a file of other formats of the country, which most
#            countries do not have, and logs a warning that the file was not found, once for each such country in a process.
# Seen:      VALID            found 1  warnings 0
#            STRICT_GROUPING  found 0  warnings 1
#            again            found 0  warnings 0
#            Germany          found 0  warnings 0
# Run:       a JDK 17 or newer and Maven; exits with 1 if a line differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.googlecode.libphonenumber</groupId><artifactId>libphonenumber</artifactId><version>9.0.34</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory=lib >&2

cat >Numbers.java <<'JAVA'
import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

public class Numbers {
    static final List<String> WARNINGS = new ArrayList<>();

    public static void main(String[] args) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                    WARNINGS.add(record.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        find("VALID           ", "FR", "0142 685300", Leniency.VALID);
        find("STRICT_GROUPING ", "FR", "0142 685300", Leniency.STRICT_GROUPING);
        find("again           ", "FR", "0142 685300", Leniency.STRICT_GROUPING);
        find("Germany         ", "DE", "03012 345678", Leniency.STRICT_GROUPING);
    }

    static void find(String name, String region, String text, Leniency leniency) {
        WARNINGS.clear();
        int found = 0;
        for (PhoneNumberMatch match : PhoneNumberUtil.getInstance().findNumbers(text, region, leniency, 10)) {
            found++;
        }
        System.out.println(name + " found " + found + "  warnings " + WARNINGS.size());
    }
}
JAVA
java -cp 'lib/*' Numbers.java | tee seen
diff seen - <<'SEEN'
VALID            found 1  warnings 0
STRICT_GROUPING  found 0  warnings 1
again            found 0  warnings 0
Germany          found 0  warnings 0
SEEN
