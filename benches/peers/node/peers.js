// Who is measured. Each peer has a way to take the user (not measured) and to decide (measured).

import { readFileSync } from 'node:fs'
import { Environment } from '@marcbachmann/cel-js'
import { ZenEngine } from '@gorules/zen-engine'
import jsonata from 'jsonata'
import { Engine } from 'json-rules-engine'
import { Rules, init } from '../../../bindings/wasm/pkg/full/node.js'
import { ENTERPRISE, FIELDS, IGNORE, create, decide, ofList } from './by_hand.js'

const read = path => readFileSync(new URL(path, import.meta.url), 'utf8')
const same = text => text
const ofRecord = record => ofList(record && ['status', ...FIELDS].map(field => record[field]))

function withCel() {
  const environment = new Environment({ homogeneousAggregateLiterals: false })
    .registerVariable('user', 'map')
  const criteria = environment.parse(read('../in_cel/src/criteria.cel'))
  const record = environment.parse(read('../in_cel/src/record.cel'))
  return text => {
    const context = { user: JSON.parse(text) }
    return JSON.stringify(ofList(criteria(context) ? record(context) : null))
  }
}

function withJsonata() {
  const expression = jsonata(read('work.jsonata'))
  return async text => JSON.stringify(ofRecord(await expression.evaluate(JSON.parse(text))))
}

// It knows conditions only: the record is made by hand.
function withJsonRulesEngine() {
  const engine = new Engine([], { allowUndefinedFacts: true })
  const lower = value => String(value).toLowerCase()
  engine.addOperator('endsWith', (value, end) => lower(value).endsWith(end))
  engine.addOperator('isNot', (value, other) => value !== other)
  engine.addOperator('anyStartsWith', (groups, start) =>
    (groups ?? []).some(group => lower(group.display).startsWith(start)))
  engine.addRule({
    conditions: {
      all: [
        { fact: 'user', path: '$.userName', operator: 'endsWith', value: '@example.com' },
        {
          any: [
            { fact: 'enterprise', path: '$.department', operator: 'in', value: ['Engineering', 'Support', 'Sales'] },
            { fact: 'user', path: '$.groups', operator: 'anyStartsWith', value: 'sync-' },
          ],
        },
        { fact: 'user', path: '$.userType', operator: 'isNot', value: 'Contractor' },
      ],
    },
    event: { type: 'inside' },
  })
  return async text => {
    const user = JSON.parse(text)
    const { events } = await engine.run({ user, enterprise: user[ENTERPRISE] })
    return JSON.stringify(events.length ? create(user) : IGNORE)
  }
}

function withZen() {
  const criteria = read('../in_zen/src/criteria.zen')
  const record = read('../in_zen/src/record.zen')
  const expression = { id: 'e', key: 'record', value: `(${criteria}) ? ${record} : null` }
  const node = (id, type, content = {}) => ({ id, type, name: id, position: { x: 0, y: 0 }, content })
  const edge = (sourceId, targetId) => ({ id: sourceId + targetId, type: 'edge', sourceId, targetId })
  const decision = new ZenEngine().createDecision({
    nodes: [
      node('in', 'inputNode'),
      node('work', 'expressionNode', { expressions: [expression] }),
      node('out', 'outputNode'),
    ],
    edges: [edge('in', 'work'), edge('work', 'out')],
  })
  return async text => {
    const { result } = await decision.evaluate(JSON.parse(text))
    return JSON.stringify(ofRecord(result.record))
  }
}

export async function peers() {
  await init()
  const rules = Rules.compile(read('../../work/mapping.rules'))
  return [
    { name: '**scimrules**', take: same, decide: text => rules.decideText(text) },
    { name: '**scimrules**: object to object', take: JSON.parse, decide: user => rules.decide(user) },
    { name: 'by hand', take: same, decide: text => JSON.stringify(decide(JSON.parse(text))) },
    { name: 'JSON.parse alone', take: same, decide: text => JSON.parse(text), partial: true },
    { name: 'by hand: object to object', take: JSON.parse, decide },
    { name: 'cel-js (marcbachmann)', take: same, decide: withCel() },
    { name: 'json-rules-engine, record by hand', take: same, decide: withJsonRulesEngine() },
    { name: 'zen-engine', take: same, decide: withZen() },
    { name: 'jsonata', take: same, decide: withJsonata() },
  ]
}
