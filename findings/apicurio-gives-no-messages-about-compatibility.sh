#!/usr/bin/env bash
# Package:   io.apicurio:apicurio-registry-app 2.6.13.Final (Maven Central), its Confluent-compatible interface
# Guess:     POST /compatibility/subjects/SUBJECT/versions/latest?verbose=true answers is_compatible and, as with Confluent's
#            registry, a list messages with a reason for each field that does not fit.
# Behaviour: the answer has no messages. One string, reason, names places in the schema without saying what is wrong with
#            them, and comes without verbose, too. Confluent's client ignores it and reports "Schemas are incompatible".
# Seen:      verbose   is_compatible reason
#            brief     is_compatible reason
#            reason    [title at /fields/1] Causes: title at /fields/1
# Run:       a JDK 17 or newer, Maven, curl and Python 3; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
registry=
# the registry ends before its files are removed
trap 'if [ -n "$registry" ]; then kill "$registry" && wait "$registry" || true; fi; rm -rf "$directory"' EXIT
cd "$directory"

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=io.apicurio:apicurio-registry-app:2.6.13.Final:tar.gz:all -DoutputDirectory=. >&2
tar xzf ./*.tar.gz
port=$((20000 + RANDOM % 10000))
java -Xmx256m -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=$port -jar apicurio-registry-app-*-runner.jar >log 2>&1 &
registry=$!
api=http://127.0.0.1:$port/apis/ccompat/v7
curl --silent --fail --output /dev/null --retry 60 --retry-delay 1 --retry-all-errors "$api/subjects"

register() { # path: registers or tries a schema with these fields
  curl --silent --header 'Content-Type: application/json' "$api$1" \
    --data "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Page\\\", \\\"fields\\\": [$2]}\"}"
}
members() {
  python3 -c 'import json, sys; print(*sorted(json.load(sys.stdin)))'
}
url='{\"name\": \"url\", \"type\": \"string\"}'
title='{\"name\": \"title\", \"type\": \"string\"}' # without a default, so that older records cannot be read with it
latest=/compatibility/subjects/pages-value/versions/latest

curl --silent --output /dev/null --request PUT --header 'Content-Type: application/json' "$api/config" \
  --data '{"compatibility": "BACKWARD"}'
register /subjects/pages-value/versions "$url" >/dev/null
{
  echo "verbose   $(register "$latest?verbose=true" "$url, $title" | members)"
  echo "brief     $(register "$latest" "$url, $title" | members)"
  echo "reason    $(register "$latest?verbose=true" "$url, $title" |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["reason"].split("diff types: ")[1])')"
} >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
verbose   is_compatible reason
brief     is_compatible reason
reason    [title at /fields/1] Causes: title at /fields/1
SEEN
