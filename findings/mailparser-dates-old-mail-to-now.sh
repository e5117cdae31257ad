#!/usr/bin/env bash
# Package:   mailparser 3.14.2 (npm)
# Guess:     a message whose Date names a zone that JavaScript does not know, such as MET, has no date, or an invalid one.
#            RFC 5322 (section 4.3) allows any name there and takes it for UTC; archives of the nineties are full of them.
# Behaviour: its date is the moment of parsing, without any sign of it. Without any Date header there is no date.
# Seen:      Tue, 20 Apr 1993 21:25:58 EST  1993
#            Tue, 20 Apr 1993 21:25:58 MET  now
#            no header                      none
# Run:       Node 18 or newer with npm; exits with 1 if any of the three lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

npm init -y >/dev/null
npm install --silent mailparser@3.14.2 >&2

cat >dates.js <<'JS'
const { simpleParser } = require('mailparser');

async function line(label, header) {
    const start = Date.now();
    const { date } = await simpleParser(header + 'From: a@example.org\nSubject: tide\n\nIt rose.\n');
    const isNow = date !== undefined && date.getTime() >= start;
    const found = date === undefined ? 'none' : isNow ? 'now' : String(date.getUTCFullYear());
    console.log(label.padEnd(29) + '  ' + found);
}

(async () => {
    for (const zone of ['EST', 'MET']) {
        const written = 'Tue, 20 Apr 1993 21:25:58 ' + zone;
        await line(written, 'Date: ' + written + '\n');
    }
    await line('no header', '');
})();
JS
node dates.js >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
Tue, 20 Apr 1993 21:25:58 EST  1993
Tue, 20 Apr 1993 21:25:58 MET  now
no header                      none
SEEN
