#!/usr/bin/env bash
# Package:   io.apicurio:apicurio-registry-app 2.6.13.Final (Maven Central), its Confluent-compatible interface
# Guess:     GET /config/SUBJECT answers as Confluent's registry does: the subject's own rule, or 404 with the code 40408 if
#            it has none and that of all subjects applies. After PUT /config/SUBJECT with NONE, everything is accepted.
# Behaviour: a subject without a rule of its own answers NONE, while the rule of all subjects applies to it and an
#            incompatible schema is refused. PUT NONE is answered with 200 and removes the subject's rule, so the schema is
#            refused as before. A client that believes the answer expects no check where there is one.
# Seen:      GET /config                     BACKWARD
#            GET /config/pages-value         NONE
#            an incompatible schema          409
#            PUT /config/pages-value NONE    200
#            an incompatible schema          409
# Run:       a JDK 17 or newer, Maven and curl; exits with 1 if any of the five lines differs.
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

call() { # method, path, body, and what to print of the answer
  curl --silent --output answer --write-out '%{http_code}' --request "$1" --header 'Content-Type: application/json' \
    --data "$3" "$api$2" >status
  cat "$4"
}
level() {
  call GET "$1" '' answer | sed 's/.*"compatibilityLevel":"\([A-Z_]*\)".*/\1/'
}
register() {
  call POST /subjects/pages-value/versions "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Page\\\", \\\"fields\\\": [$1]}\"}" status
}
url='{\"name\": \"url\", \"type\": \"string\"}'
title='{\"name\": \"title\", \"type\": \"string\"}' # without a default, so that older records cannot be read with it

call PUT /config '{"compatibility": "BACKWARD"}' status >/dev/null
register "$url" >/dev/null
{
  echo "GET /config                     $(level /config)"
  echo "GET /config/pages-value         $(level /config/pages-value)"
  echo "an incompatible schema          $(register "$url, $title")"
  echo "PUT /config/pages-value NONE    $(call PUT /config/pages-value '{"compatibility": "NONE"}' status)"
  echo "an incompatible schema          $(register "$url, $title")"
} >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
GET /config                     BACKWARD
GET /config/pages-value         NONE
an incompatible schema          409
PUT /config/pages-value NONE    200
an incompatible schema          409
SEEN
