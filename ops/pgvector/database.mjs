/*
 * PostgreSQL with pgvector on a port of 127.0.0.1, from npm (PGlite: PostgreSQL compiled to WebAssembly), for one user and
 * without a password: to try things out, not to keep data in.
 */
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

const [directory, port] = process.argv.slice(2)
if (port === undefined) {
  process.stderr.write('Usage: node database.mjs DIRECTORY PORT\n')
  process.exit(2)
}
const db = await PGlite.create({ dataDir: directory, extensions: { vector } })
await db.exec('CREATE EXTENSION IF NOT EXISTS vector')
// the sink, whoever asks for neighbours, and a connection that a killed one has left behind
await new PGLiteSocketServer({ db, port: Number(port), host: '127.0.0.1', maxConnections: 10 }).start()
console.log('ready')
