// Checks that every peer decides like scimrules, measures in interleaved rounds, prints a table:
// node measure.js INPUTS [ROUNDS]. INPUTS is what `benches/peers/run inputs` wrote.

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { peers } from './peers.js'

const NAMES = ['small', 'typical', 'large', 'stream']
const MILLISECONDS = 150

const [inputs, given] = process.argv.slice(2)
const rounds = Number(given ?? 5)
const lines = name => readFileSync(`${inputs}/${name}`, 'utf8').split('\n').filter(line => line)
const value = decision => (typeof decision === 'string' ? JSON.parse(decision) : decision)
const all = await peers()

for (const name of NAMES) {
  const users = lines(name)
  const expected = lines(`${name}.expected`)
  if (users.length !== expected.length) throw new Error(`${name}: a decision is missing`)
  for (const peer of all.filter(peer => !peer.partial)) {
    for (let at = 0; at < users.length; at++) {
      const decision = value(await peer.decide(peer.take(users[at])))
      if (!isDeepStrictEqual(decision, JSON.parse(expected[at]))) {
        console.error(`${peer.name} differs\nuser: ${users[at]}\nexpected: ${expected[at]}`)
        console.error(`given: ${JSON.stringify(decision)}`)
        process.exit(1)
      }
    }
    console.error(`${name}: ${users.length} decisions of ${peer.name} are the same`)
  }
}

// Microseconds of processor time a user.
async function measure(peer, texts) {
  const users = texts.map(peer.take)
  while (users.length < 200) users.push(...users)
  const { decide } = peer
  const wait = decide(users[0]) instanceof Promise
  let done = 0
  const start = process.cpuUsage()
  for (;;) {
    if (wait) for (const user of users) await decide(user)
    else for (const user of users) decide(user)
    done += users.length
    const { user, system } = process.cpuUsage(start)
    if (user + system >= MILLISECONDS * 1000) return (user + system) / done
  }
}

// The stream of two thousand users is enough here.
const users = Object.fromEntries(NAMES.map(name => [name, lines(name).slice(0, 2000)]))
const times = new Map()
for (let round = 0; round <= rounds; round++) {
  console.error(round ? `round ${round} of ${rounds}` : 'warming up')
  for (const name of NAMES) {
    for (const peer of all) {
      const time = await measure(peer, users[name])
      const key = peer.name + name
      if (round) times.set(key, [...(times.get(key) ?? []), time])
    }
  }
}

const median = list => list.sort((a, b) => a - b)[list.length >> 1]
const shown = (peer, name) => median(times.get(peer + name))
console.log(`| |${NAMES.map(name => ` ${name} µs | × |`).join('')}`)
console.log(`|---|${'--:|--:|'.repeat(NAMES.length)}`)
for (const { name: peer } of all) {
  const figures = NAMES.map(name => {
    const time = shown(peer, name)
    return ` ${time.toFixed(1)} | ${(time / shown('by hand', name)).toFixed(2)} |`
  })
  console.log(`| ${peer} |${figures.join('')}`)
}
console.log(`
Node ${process.versions.node}, medians of ${rounds} rounds, processor time of all its threads; the stream is its first 2,000 users.`)
