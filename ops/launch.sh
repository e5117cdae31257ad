# Shared by the launchers below ops; source it after `set -euo pipefail`, with `here` set to the launcher's
# own directory. Finds Java, builds the checkout if no build exists or it is older than its sources, and sets:
#   root      the repository
#   java, java_version
#   jar       the launcher's own jar; its libraries are in lib beside it
#   app_jar   the jar of the command line; its libraries are in lib beside it

fail() {
  echo "${here#"$root"/}/run: $*" >&2
  exit 1
}

root=$(cd "$here/../.." && pwd)
app=$root/streams-app/cli/target
app_jar=$app/wordtide-cli.jar
jar=$here/target/wordtide-$(basename "$here").jar

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
command -v "$java" >/dev/null || fail "expected Java 17 or newer, found none; install a JDK, or set JAVA_HOME to one"
java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${java_version:-0}" -ge 17 ] || fail "expected Java 17 or newer, found $java_version at $(command -v "$java"); set JAVA_HOME to a newer JDK"

is_stale() {
  [ ! -f "$jar" ] || [ ! -d "$here/target/lib" ] || [ ! -f "$app_jar" ] || [ ! -d "$app/lib" ] || [ ! -d "$app/registry" ] ||
    [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/*/pom.xml "$root"/*/src/main "$root"/streams-app/*/src/main \
      "$here"/pom.xml "$here"/src/main -newer "$jar" -print -quit)" ]
}

if is_stale; then
  command -v mvn >/dev/null || fail "expected Maven 3.8.7 or newer to build Wordtide, found none on the PATH; install it"
  echo "${here#"$root"/}/run: building (the first time downloads libraries and takes minutes)" >&2
  mvn -q -B -f "$root/pom.xml" -Dmaven.test.skip=true package >&2 || fail "the build failed; see above"
  # Maven does not touch a jar whose classes did not change; ./wordtide checks its own
  touch "$jar" "$app_jar"
fi

# Wordtide distributes work over its own threads; those of BLAS and OpenMP would only get in the way
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
