#!/usr/bin/env bash
# Package:   @kafkajs/confluent-schema-registry 3.9.0 (npm), Node 18 or newer
# Guess:     register posts a schema and returns its id; the registry decides whether it is compatible.
# Behaviour: it asks for the subject's compatibility first. If that is not the word it has as its own default, BACKWARD, it
#            throws without asking the registry, which would have accepted: for FULL, which is stricter, and for NONE, which
#            checks nothing. If the subject has no compatibility of its own, a producer's first start gives it one: PUT /config.
# Seen:      BACKWARD  GET /config, POST /versions
#            FULL      GET /config, ConfluentSchemaRegistryCompatibilityError
#            NONE      GET /config, ConfluentSchemaRegistryCompatibilityError
#            (unset)   GET /config, POST /versions, PUT /config BACKWARD
# Run:       Node 18 or newer with npm; exits with 1 if any of the four lines differs.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"

npm install --silent --no-audit --no-fund --ignore-scripts @kafkajs/confluent-schema-registry@3.9.0 >&2

cat >register.mjs <<'NODE'
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'
import { createServer } from 'node:http'

// a registry that accepts everything, with what the real ones answer
async function calls(compatibility) {
  const calls = []
  const server = createServer((request, response) => {
    const path = request.url.startsWith('/config') ? '/config' : '/versions'
    let body = ''
    request.on('data', part => { body += part }).on('end', () => {
      const set = request.method === 'PUT' ? ` ${JSON.parse(body).compatibility}` : ''
      calls.push(`${request.method} ${path}${set}`)
      const unset = request.method === 'GET' && compatibility === undefined
      response.writeHead(unset ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(unset
        ? { error_code: 40408, message: 'no compatibility of its own' }
        : request.method === 'GET' ? { compatibilityLevel: compatibility } : { id: 1, compatibility }))
    })
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const registry = new SchemaRegistry({ host: `http://127.0.0.1:${server.address().port}` })
  const schema = JSON.stringify({ type: 'record', name: 'A', namespace: 'b', fields: [{ name: 'c', type: 'string' }] })
  try {
    await registry.register({ type: SchemaType.AVRO, schema }, { subject: 'documents-value' })
  } catch (error) {
    calls.push(error.name)
  }
  server.close()
  server.closeAllConnections?.()
  return calls.join(', ')
}

for (const compatibility of ['BACKWARD', 'FULL', 'NONE', undefined]) {
  console.log(`${(compatibility ?? '(unset)').padEnd(9)} ${await calls(compatibility)}`)
}
NODE

node register.mjs >found
cat found

diff - found >&2 <<'SEEN' || { echo "the behaviour has changed" >&2; exit 1; }
BACKWARD  GET /config, POST /versions
FULL      GET /config, ConfluentSchemaRegistryCompatibilityError
NONE      GET /config, ConfluentSchemaRegistryCompatibilityError
(unset)   GET /config, POST /versions, PUT /config BACKWARD
SEEN
