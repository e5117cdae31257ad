/*
 * Prints Wordtide's word embeddings as a subscriber sees them: read from the compacted topic with kafkajs, decoded with
 * the schema that the registry holds. Shares no code with Wordtide and knows nothing of its classes.
 */
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'

const USAGE = `Usage: node words.mjs BOOTSTRAP_SERVERS REGISTRY_URL TOPIC [--limit N] [--follow] [TERM ...]

  --limit N   print the first N words (default 20; without effect when terms are named)
  --follow    go on printing new versions until interrupted
  TERM        print these words only

Example: node words.mjs 127.0.0.1:9092 http://127.0.0.1:8081/apis/ccompat/v7 wordtide.embeddings.words oil wheat
`

/** The topic counts as read when nothing has come for this long: a transactional topic ends in records no client sees. */
const QUIET_MS = 3000
const COMPONENTS_SHOWN = 4

async function main() {
  const options = parse(process.argv.slice(2))
  const words = new Map() // key -> newest embedding, as a compacted topic means it

  await consume(options, (key, embedding) => {
    if (embedding === null) {
      words.delete(key) // a tombstone: the word left the vocabulary
    } else {
      words.set(key, embedding)
    }
    if (options.follow && isWanted(options, embedding)) {
      console.log(line(embedding))
    }
  })

  if (!options.follow) {
    print(words, options)
  }
}

function parse(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { limit: { type: 'string', default: '20' }, follow: { type: 'boolean', default: false } },
    })
    const [bootstrapServers, registryUrl, topic, ...terms] = positionals
    const limit = Number(values.limit)
    if (topic === undefined) {
      throw new Error('expected at least three arguments')
    }
    if (!Number.isInteger(limit) || limit < 1) {
      throw new Error(`--limit must be a whole number of at least 1, found ${values.limit}`)
    }
    return { bootstrapServers, registryUrl, topic, limit, follow: values.follow, terms: new Set(terms) }
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${USAGE}`)
    process.exit(2)
  }
}

/** Hands each record to `accept`, until the topic has been quiet or, when following, until Ctrl-C. */
async function consume({ bootstrapServers, registryUrl, topic, follow }, accept) {
  const registry = new SchemaRegistry({ host: registryUrl })
  // silent, because its own lines are JSON with stack traces; what ends the run is printed by main
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING })
  // a group of its own, so that every run reads everything
  const consumer = kafka.consumer({ groupId: `words-${randomUUID()}` })
  const end = endOf(consumer, follow)

  await consumer.connect()
  try {
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        try {
          accept(message.key.toString(), message.value === null ? null : await registry.decode(message.value))
        } catch (error) {
          end.fail(new Error(`cannot decode offset ${message.offset} of ${topic} with ${registryUrl}: ${error.message}`))
        }
        end.recordSeen()
      },
    })
    await end.reached
  } finally {
    await consumer.disconnect()
  }
}

/** When to stop: `reached` settles at Ctrl-C, at a failure, or (unless following) when the topic has been quiet. */
function endOf(consumer, follow) {
  const { promise, resolve, reject } = withResolvers()
  let quiet
  const recordSeen = () => {
    clearTimeout(quiet)
    if (!follow) {
      quiet = setTimeout(resolve, QUIET_MS)
    }
  }
  process.once('SIGINT', resolve)
  consumer.on(consumer.events.GROUP_JOIN, recordSeen) // an empty topic is quiet from the start
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
  const reached = promise.finally(() => clearTimeout(quiet))
  reached.catch(() => {}) // it may fail before anyone awaits it; whoever does is told all the same
  return { reached, recordSeen, fail: reject }
}

/** Promise.withResolvers, which Node has from version 22 on. */
function withResolvers() {
  let resolve, reject
  const promise = new Promise((fulfil, fail) => { [resolve, reject] = [fulfil, fail] })
  return { promise, resolve, reject }
}

function print(words, options) {
  const wanted = [...words.values()].filter(embedding => isWanted(options, embedding))
  const shown = options.terms.size > 0 ? wanted : wanted.slice(0, options.limit)
  console.log('term                 version  documents  vector')
  shown.forEach(embedding => console.log(line(embedding)))
  console.log(`${shown.length} of ${words.size} words`)
}

function isWanted({ terms }, embedding) {
  return embedding !== null && (terms.size === 0 || terms.has(embedding.term))
}

function line({ term, modelVersion, documentFrequency, vector }) {
  const components = vector.slice(0, COMPONENTS_SHOWN).map(component => component.toFixed(4).padStart(8)).join(' ')
  const rest = vector.length > COMPONENTS_SHOWN ? ` … (${vector.length})` : ''
  return `${term.padEnd(20)} ${String(modelVersion).padStart(7)}  ${String(documentFrequency).padStart(9)} ${components}${rest}`
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
