/*
 * Writes documents to Wordtide: one for each line of standard input. Shares no code with Wordtide: kafkajs sends, and the
 * registry's client encodes with a schema of this program's own.
 */
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { CompressionTypes, Kafka, logLevel } from 'kafkajs'

const USAGE = 'Usage: node documents.mjs BOOTSTRAP_SERVERS REGISTRY_URL TOPIC <LINES\n'
const MOST_IN_A_BATCH = 500

/** The fields of Wordtide's Document that this program fills. Those left out, such as title, are read with their default. */
const SCHEMA = JSON.stringify({
  type: 'record', name: 'Document', namespace: 'io.wordtide.schema', fields: [
    { name: 'id', type: 'string' },
    { name: 'text', type: 'string' },
    { name: 'source', type: ['null', 'string'], default: null },
    { name: 'publishedAt', type: ['null', { type: 'long', logicalType: 'timestamp-millis' }], default: null },
  ],
})

async function main([bootstrapServers, registryUrl, topic]) {
  const registry = new SchemaRegistry({ host: registryUrl })
  const schemaId = await register(registryUrl, `${topic}-value`)
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING })
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  let count = 0
  try {
    for await (const texts of batches(createInterface({ input: process.stdin }))) {
      const messages = await Promise.all(texts.map(async text => {
        // the same text has the same id, so that a document that is sent twice is learned once
        const id = createHash('sha256').update(text).digest('hex').slice(0, 16)
        const document = { id, text, source: 'node', publishedAt: Date.now() }
        return { key: id, value: await registry.encode(schemaId, document) }
      }))
      await producer.send({ topic, messages, acks: -1, compression: CompressionTypes.GZIP })
      count += messages.length
    }
  } finally {
    await producer.disconnect()
  }
  console.log(`${count} documents sent to ${topic}`)
}

/**
 * The id of the schema in the registry, which is the same each time. Not with the library's own register: that refuses, or
 * sets, the subject's compatibility, which is not a producer's business.
 */
async function register(registryUrl, subject) {
  const answer = await fetch(`${registryUrl}/subjects/${subject}/versions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schema: SCHEMA }),
  })
  const body = await answer.json()
  if (!answer.ok) {
    throw new Error(`expected the registry to accept the schema of ${subject}, found ${answer.status}: ${body.message}`)
  }
  return body.id
}

async function* batches(lines) {
  let batch = []
  for await (const line of lines) {
    if (line.trim() !== '') {
      batch.push(line.trim())
    }
    if (batch.length === MOST_IN_A_BATCH) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) {
    yield batch
  }
}

if (process.argv.length !== 5) {
  process.stderr.write(USAGE)
  process.exit(2)
}
main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
