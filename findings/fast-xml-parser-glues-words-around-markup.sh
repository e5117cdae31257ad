#!/usr/bin/env bash
# Package:   fast-xml-parser 5.12.1 (npm)
# Guess:     by default an element with text and markup, as every article in NITF or XHTML has, loses the place of the markup,
#            but keeps the words of its text: "The rose.", perhaps with a blank too many.
# Behaviour: each stretch of text is trimmed before they are joined, so words on both sides of the markup become one that
#            nobody wrote. With trimValues: false they stay apart.
# Seen:      default            {"p":{"b":"tide","#text":"Therose."}}
#            trimValues: false  {"p":{"b":"tide","#text":"The  rose."}}
# Run:       Node 18 or newer with npm; exits with 1 if one of the two lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

npm init -y >/dev/null
npm install --silent fast-xml-parser@5.12.1 >&2

cat >words.js <<'JS'
const { XMLParser } = require('fast-xml-parser');

const paragraph = '<p>The <b>tide</b> rose.</p>';
console.log('default            ' + JSON.stringify(new XMLParser().parse(paragraph)));
console.log('trimValues: false  ' + JSON.stringify(new XMLParser({ trimValues: false }).parse(paragraph)));
JS
node words.js >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
default            {"p":{"b":"tide","#text":"Therose."}}
trimValues: false  {"p":{"b":"tide","#text":"The  rose."}}
SEEN
