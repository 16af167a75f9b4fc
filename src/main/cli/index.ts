import { visible } from '../../shared/bytes'
import { main } from './main'

/** The command line in plain Node. Nothing is ended by force: the process exits when nothing is left to do. */

// A reader that has gone (`| head`) is no error; whoever writes has its own way to notice.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

process.on('uncaughtException', (error) => {
  process.stderr.write(`socket-lab: internal error: ${visible(String(error?.message ?? error))}\n`)
  process.exit(2)
})

process.exitCode = await main(process.argv.slice(2))
