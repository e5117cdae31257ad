/*
 * A stream into pgvector and back: `dev` learns a file, `sink postgres` writes what it publishes, sink and database are
 * killed while rows arrive. In the end the tables must hold what the topics hold, and a query of neighbours must answer what
 * /v1/documents/{id}/similar does. Ends with 1 if anything differs.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const KILLS = 6
const ASKED = 50 // documents whose neighbours are compared
const NEIGHBOURS = 10
const [wordtide, file, ...devOptions] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const port = 20000 + Math.floor(Math.random() * 10000)
const http = `http://127.0.0.1:${port + 1}`
// all connections to PGlite share one session, and so the names of prepared statements
const url = `jdbc:postgresql://127.0.0.1:${port}/postgres?sslmode=disable&prepareThreshold=0`
const running = new Set()

async function main(directory) {
  const data = ['--data-dir', join(directory, 'dev')]
  // small transactions, so that there are many moments to be killed in
  const sinkCommand = [wordtide, 'sink', 'postgres', ...data, '--url', url, '--user', 'postgres',
    '--set', 'consumer.max.poll.records=100']
  const startDatabase = () => start([process.execPath, join(here, 'database.mjs'), join(directory, 'db'), String(port)], /ready/)
  let database = await startDatabase()
  await start([wordtide, 'dev', ...data, '--http-port', String(port + 1), '--input', file, ...devOptions], /Live page/)
  let sink = await start(sinkCommand)

  for (let kill = 0; kill < KILLS; kill++) {
    const before = await rows()
    await until(`more than ${before} rows`, async () => (await rows()) > before + 150)
    if (kill % 2 === 0) {
      await end(sink)
      sink = await start(sinkCommand)
    } else {
      await end(database)
      database = await startDatabase()
    }
    console.log(`${kill % 2 === 0 ? 'sink' : 'database'} killed at ${await rows()} rows`)
  }
  await until('the stream to end', async () => {
    const count = await rows()
    await sleep(15_000)
    return (await rows()) === count
  })
  await end(sink)
  console.log((await output([...sinkCommand, '--once'])).trim())
  await compareDocuments(data)
  await compareWords(data, directory)
  await compareNeighbours()
}

/** Ids on the topic and in the table. */
async function compareDocuments(data) {
  const stored = (await sql('SELECT document_id FROM wordtide_documents')).map(row => row.document_id)
  const lines = await output([wordtide, 'watch', 'documents', ...data, '--from-beginning', '--count', String(stored.length)])
  const published = lines.trim().split('\n').map(line => line.split(/\s+elbo\/token /)[0])
  assert.deepEqual(stored.sort(), published.sort())
  console.log(`${stored.length} documents, the same as on the topic`)
}

/** Every component of every word vector, as single-precision numbers. */
async function compareWords(data, directory) {
  const words = join(directory, 'words.txt')
  await output([wordtide, 'export', 'words', ...data, '--output', words])
  const [, ...lines] = (await readFile(words, 'utf8')).trim().split('\n')
  const published = new Map(lines.map(line => [line.split(' ')[0], Float32Array.from(line.split(' ').slice(1), Number)]))
  const stored = new Map((await sql('SELECT term, vector::text AS vector FROM wordtide_words'))
    .map(row => [row.term, Float32Array.from(JSON.parse(row.vector))]))
  assert.equal(stored.size, published.size)
  published.forEach((vector, word) => assert.deepEqual(stored.get(word), vector, word))
  console.log(`${stored.size} words, the same vectors as on the topic`)
}

/** The query is the one of docs/vector-stores.md. */
async function compareNeighbours() {
  const ids = (await sql(`SELECT document_id FROM wordtide_documents WHERE vector_norm(mean) > 0
    ORDER BY md5(document_id) LIMIT ${ASKED}`)).map(row => row.document_id)
  for (const id of ids) {
    const asked = "(SELECT mean FROM wordtide_documents WHERE document_id = $1 AND model = 'default')"
    const stored = await sql(`SELECT document_id, 1 - (mean <=> ${asked}) AS cosine FROM wordtide_documents
      WHERE model = 'default' AND document_id <> $1 ORDER BY mean <=> ${asked} LIMIT ${NEIGHBOURS}`, [id])
    const response = await fetch(`${http}/v1/documents/${encodeURIComponent(id)}/similar?count=${NEIGHBOURS}`)
    const served = (await response.json()).documents
    assert.equal(stored.length, served.length, id)
    served.forEach((near, n) => {
      // documents that are the same but for a few tokens differ in the last digits, in which the sums differ, too
      assert.ok(Math.abs(near.cosine - stored[n].cosine) < 1e-6, `${id}: ${near.cosine}, ${stored[n].cosine}`)
      const tied = stored.filter(row => Math.abs(row.cosine - near.cosine) < 1e-6).map(row => row.document_id)
      assert.ok(tied.includes(near.documentId) || n === NEIGHBOURS - 1, `${id}: ${near.documentId}`)
    })
  }
  console.log(`${ids.length} times ${NEIGHBOURS} neighbours, the same as ${http}/v1/documents/{id}/similar`)
}

/** One connection a query: databases come and go. */
async function sql(query, parameters = []) {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  client.on('error', () => {}) // the query has failed, too
  await client.connect()
  try {
    return (await client.query(query, parameters)).rows
  } finally {
    await client.end()
  }
}

async function rows() {
  const [exists] = await sql("SELECT to_regclass('wordtide_documents') IS NOT NULL AND to_regclass('wordtide_words') IS NOT NULL AS it")
  if (!exists.it) {
    return 0
  }
  const [count] = await sql('SELECT (SELECT count(*) FROM wordtide_documents) + (SELECT count(*) FROM wordtide_words) AS n')
  return Number(count.n)
}

async function until(what, isTrue) {
  const deadline = Date.now() + 300_000
  while (!(await isTrue())) {
    assert.ok(Date.now() < deadline, `expected ${what} within five minutes`)
    await sleep(100)
  }
}

/** Starts a program in a process group of its own, and waits for what it prints when it is ready, if anything. */
async function start([program, ...parameters], ready) {
  const child = spawn(program, parameters, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  child.exited = new Promise(resolve => child.on('exit', resolve))
  await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', bytes => {
      text += bytes
      if (ready?.test(text)) {
        resolve()
      }
    })
    child.on('exit', code => reject(new Error(`${program} ${parameters[0]} ended with ${code}`)))
    if (ready === undefined) {
      resolve()
    }
  })
  return child
}

async function end(child) {
  process.kill(-child.pid, 'SIGKILL')
  await child.exited
  running.delete(child)
}

async function output(command) {
  const [program, ...parameters] = command
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', bytes => (text += bytes))
  const code = await new Promise(resolve => child.on('close', resolve))
  assert.equal(code, 0, command.slice(0, 3).join(' '))
  return text
}

const directory = await mkdtemp(join(tmpdir(), 'wordtide-pgvector-'))
try {
  await main(directory)
} finally {
  await Promise.all([...running].map(end))
  await rm(directory, { recursive: true, force: true })
}
